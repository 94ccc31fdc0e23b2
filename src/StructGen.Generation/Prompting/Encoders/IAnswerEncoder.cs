using System.Text.Json;

namespace StructGen.Generation.Prompting.Encoders;

/// <summary>One language of answers: how an example's data is written, and the words that ask for it.</summary>
internal interface IAnswerEncoder
{
    /// <summary>What the prompt says about the language; one paragraph.</summary>
    string Instructions { get; }

    /// <summary>Data as the model is to write it.</summary>
    string Encode(JsonElement data);
}
