namespace StructGen.Cli.Tests;

/// <summary>What a run of the command line left behind.</summary>
internal sealed record CommandLineResult(int Exit, string Output, string Errors);
