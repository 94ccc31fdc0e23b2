using StructGen.Api;
using StructGen.Api.Problems;

try
{
    await StructGenApi.Build(args).RunAsync();
    return 0;
}
catch (ProblemException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
