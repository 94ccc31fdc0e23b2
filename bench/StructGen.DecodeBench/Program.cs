using StructGen.DecodeBench;

if (BenchOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(BenchOptions.Usage);
    return 2;
}

return options.Mode switch
{
    "bare" => BareWorker.Run(options),
    "decoder" => await DecoderWorker.RunAsync(options),
    "serve" => await ServiceWorker.RunAsync(options),
    "burn" => BusyWorker.Run(),
    "same" => await SameBench.RunAsync(options),
    _ => await SpeedBench.RunAsync(options),
};
