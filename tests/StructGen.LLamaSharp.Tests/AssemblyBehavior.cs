// Tests measure times and share two cores and one native lock: one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
