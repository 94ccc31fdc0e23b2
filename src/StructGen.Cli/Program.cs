using StructGen.Cli;

return await CommandLine.RunAsync(args);
