using System.Text.Json;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Prompting.Encoders;

/// <summary>JSON on one line, non-ASCII raw.</summary>
internal sealed class JsonEncoder(bool tagged) : IAnswerEncoder
{
    public string Instructions => tagged
        ? "Give the answer as JSON, with <json> before it and </json> after it. Write nothing else."
        : "Give the answer as JSON. Write nothing before or after it.";

    public string Encode(JsonElement data) => EncoderTags.Wrap("json", JsonText.Compact(data), tagged);
}
