using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using StructGen.Api.Problems;
using StructGen.Api.Requests;

namespace StructGen.Cli.Inputs;

/// <summary>Reads JSON files strictly, with messages that name the file.</summary>
internal static class JsonInput
{
    /// <summary>The JSON of a file.</summary>
    public static JsonElement Read(string path) => RequestJson.Parse(TextInput.ReadBytes(path), subject: path);

    /// <summary>The record that a file holds.</summary>
    public static T Read<T>(string path, JsonTypeInfo<T> type)
        where T : class => Read(Read(path), path, type);

    /// <summary>The record in some JSON of a file.</summary>
    public static T Read<T>(JsonElement json, string path, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return RequestJson.Read(json, type);
        }
        catch (ProblemException exception)
        {
            throw new ProblemException(ProblemKind.MalformedRequest, $"{path}: {exception.Message}");
        }
    }
}
