using BenchmarkDotNet.Running;
using StructGen.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(MaskBenchmarks).Assembly).Run(args);
return 0;
