using StructGen.Api;

await StructGenApi.Build(args).RunAsync();
