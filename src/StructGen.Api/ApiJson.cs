using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using StructGen.Api.Access.Keys;
using StructGen.Api.Chat.Errors;
using StructGen.Api.Chat.Wire;
using StructGen.Api.Extractions;
using StructGen.Api.Health;
using StructGen.Api.Models;
using StructGen.Api.Problems;
using StructGen.Api.Prompts;
using StructGen.Api.Schemas;
using StructGen.Api.ToolCalls;
using StructGen.Api.ToolRuns;
using StructGen.Api.Tools;
using StructGen.Api.Tools.Imports;
using StructGen.Constraints;
using StructGen.Generation.Catalogs;
using StructGen.Generation.Compatibility;
using StructGen.Generation.Requests;
using StructGen.Generation.Tools;

namespace StructGen.Api;

/// <summary>Everything that goes over the wire: camelCase, enumerations as names.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    MaxDepth = 1000,
    NumberHandling = JsonNumberHandling.Strict,
    Converters = [typeof(CamelCaseEnum<GenerationMode>), typeof(CamelCaseEnum<AnswerSurface>), typeof(CamelCaseEnum<AbsencePolicy>), typeof(CamelCaseEnum<SecondOpinion>), typeof(CamelCaseEnum<Enforcement>), typeof(CamelCaseEnum<PropertyOrder>), typeof(CamelCaseEnum<SchemaChangeKind>)])]
[JsonSerializable(typeof(ExtractBody))]
[JsonSerializable(typeof(ExtractAnswer))]
[JsonSerializable(typeof(DeltaEvent))]
[JsonSerializable(typeof(PartialEvent))]
[JsonSerializable(typeof(ItemEvent))]
[JsonSerializable(typeof(ToolCallBody))]
[JsonSerializable(typeof(ToolCallAnswer))]
[JsonSerializable(typeof(ToolRunBody))]
[JsonSerializable(typeof(ToolRunAnswer))]
[JsonSerializable(typeof(IReadOnlyList<ToolRunTurn>))]
[JsonSerializable(typeof(ToolImportBody))]
[JsonSerializable(typeof(ToolImportAnswer))]
[JsonSerializable(typeof(InlineTool))]
[JsonSerializable(typeof(ParseBody))]
[JsonSerializable(typeof(ParseResult))]
[JsonSerializable(typeof(PromptAnswer))]
[JsonSerializable(typeof(ToolBody))]
[JsonSerializable(typeof(CatalogPage))]
[JsonSerializable(typeof(SchemaRegistration))]
[JsonSerializable(typeof(SchemaDiff))]
[JsonSerializable(typeof(SchemaGrammar))]
[JsonSerializable(typeof(SchemaCheck))]
[JsonSerializable(typeof(KeyBody))]
[JsonSerializable(typeof(KeyList))]
[JsonSerializable(typeof(NewKey))]
[JsonSerializable(typeof(ModelList))]
[JsonSerializable(typeof(Readiness))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(IReadOnlyList<ExampleBody>))]
[JsonSerializable(typeof(IReadOnlyList<ToolCall>))]
[JsonSerializable(typeof(IReadOnlyList<ProblemError>))]
[JsonSerializable(typeof(IReadOnlyList<GenerationAttempt>))]
[JsonSerializable(typeof(ChatBody))]
[JsonSerializable(typeof(ChatCompletion))]
[JsonSerializable(typeof(ChatChunk))]
[JsonSerializable(typeof(ChatError))]
[JsonSerializable(typeof(ModelCard))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>The form that is sent: text stays readable, for it is JSON and never part of a page.</summary>
    public static ApiJson Wire => Forms.Wire;

    /// <summary>The same, indented: for people.</summary>
    public static ApiJson Indented => Forms.Indented;

    /// <summary>Apart, because the generated half of this class must be initialised first.</summary>
    private static class Forms
    {
        public static readonly ApiJson Wire = new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        public static readonly ApiJson Indented = new(new JsonSerializerOptions(Wire.Options) { WriteIndented = true });
    }
}
