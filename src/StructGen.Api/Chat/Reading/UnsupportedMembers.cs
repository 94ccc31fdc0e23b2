using System.Text.Json;
using StructGen.Api.Chat.Wire;

namespace StructGen.Api.Chat.Reading;

/// <summary>Members that would change the answer and are not done here: refused, never ignored. What changes nothing is ignored.</summary>
internal static class UnsupportedMembers
{
    public static void Refuse(ChatBody body)
    {
        if (body.Logprobs == true) throw ChatFault.Unsupported("logprobs", "Token probabilities are not reported; leave logprobs out.");
        if (body.TopLogprobs is not null) throw ChatFault.Unsupported("top_logprobs", "Token probabilities are not reported; leave top_logprobs out.");
        if (body.FrequencyPenalty is not (null or 0)) throw ChatFault.Unsupported("frequency_penalty", "Penalties are not applied; leave frequency_penalty out or send 0.");
        if (body.PresencePenalty is not (null or 0)) throw ChatFault.Unsupported("presence_penalty", "Penalties are not applied; leave presence_penalty out or send 0.");
        if (body.LogitBias is { ValueKind: not JsonValueKind.Null } bias && !(bias.ValueKind == JsonValueKind.Object && bias.GetPropertyCount() == 0))
            throw ChatFault.Unsupported("logit_bias", "Tokens are not weighted; leave logit_bias out. A schema or structured_outputs says which answers are allowed.");
        if (body.Modalities?.Any(modality => modality != "text") == true) throw ChatFault.Unsupported("modalities", "Answers are text; leave modalities out or send [\"text\"].");
        Refuse("audio", body.Audio, "Answers are text; leave audio out.");
        Refuse("web_search_options", body.WebSearchOptions, "Nothing is searched; leave web_search_options out.");
        Refuse("functions", body.Functions, "functions is deprecated; send tools.");
        Refuse("function_call", body.FunctionCall, "function_call is deprecated; send tool_choice.");
        Refuse("grammar", body.Grammar, "Grammars of llama.cpp are not read; send a schema in response_format, or structured_outputs with regex or choice.");
        Refuse("guided_json", body.GuidedJson, "Send structured_outputs with json instead of guided_json.");
        Refuse("guided_regex", body.GuidedRegex, "Send structured_outputs with regex instead of guided_regex.");
        Refuse("guided_choice", body.GuidedChoice, "Send structured_outputs with choice instead of guided_choice.");
        Refuse("guided_grammar", body.GuidedGrammar, "Grammars are not read; send a schema in response_format, or structured_outputs with regex or choice.");
        if (body.N is < 1) throw ChatFault.At("n", $"n is {body.N}; it is at least 1.");
    }

    private static void Refuse(string param, JsonElement? value, string message)
    {
        if (value is { ValueKind: not JsonValueKind.Null }) throw ChatFault.Unsupported(param, message);
    }
}
