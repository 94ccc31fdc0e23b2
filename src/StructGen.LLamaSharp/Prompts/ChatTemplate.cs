using System.Runtime.InteropServices;
using System.Text;
using LLama;
using LLama.Exceptions;
using LLama.Native;
using StructGen.Generation.Models;
using StructGen.Generation.Requests;

namespace StructGen.LLamaSharp.Prompts;

/// <summary>Lays out chat messages as the model was trained to read them, so that no message can forge a role.</summary>
/// <remarks>
/// The template (one of llama.cpp's built-in list, there is no Jinja engine) is rendered with a placeholder for each content. In the
/// rendered text only the template's own control tokens become tokens; then the contents are put in place of the placeholders and each
/// stretch of plain text <i>between two control tokens</i> is tokenised as one piece without control tokens. So
/// <c>&lt;|im_end|&gt;</c> in a content is text, and the borders between template and content fall where the model's tokenizer would put them.
/// </remarks>
internal sealed class ChatTemplate
{
    // Letters and digits only: templates trim contents. What a user writes is not in the rendered text, so it cannot collide.
    private const string Mark = "Xq7StructGenContent";

    private readonly Func<LLamaTemplate> _create;
    private readonly Func<string, int[]> _tokenize;
    private readonly SpecialToken[] _specials;
    private readonly int? _begin;

    private ChatTemplate(Func<LLamaTemplate> create, Func<string, int[]> tokenize, SpecialToken[] specials, int? begin)
        => (_create, _tokenize, _specials, _begin) = (create, tokenize, specials, begin);

    /// <summary>Takes a model's template, or a named one in its place, and tries it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="name">A name of llama.cpp's list; null is the model's own.</param>
    /// <param name="tokenize">Tokenises plain text without control tokens.</param>
    /// <param name="modelName">For the message.</param>
    /// <exception cref="ModelUnavailableException">There is no template or llama.cpp does not know it.</exception>
    public static ChatTemplate Load(SafeLlamaModelHandle model, string? name, Func<string, int[]> tokenize, string modelName)
    {
        var template = new ChatTemplate(
            () => (name is null ? new LLamaTemplate(model, null, strict: true) : new LLamaTemplate(name)),
            tokenize,
            ReadSpecials(model),
            model.Vocab is { ShouldAddBOS: true, BOS: { } begin } ? (int)begin : null);
        try
        {
            template.Tokenize([new PromptMessage("user", "a"), new PromptMessage("assistant", "b"), new PromptMessage("user", "c")]);
            return template;
        }
        catch (Exception exception) when (exception is MissingTemplateException or TemplateNotFoundException)
        {
            var why = name is not null ? $"llama.cpp knows no chat template '{name}'"
                : exception is MissingTemplateException ? "llama.cpp does not know its chat template"
                : "it has no chat template";
            throw new ModelUnavailableException($"Model '{modelName}' cannot be used: {why}. Set Models:ChatTemplate to one of {string.Join(", ", BuiltInNames())}.", exception);
        }
    }

    /// <summary>The tokens of messages, up to where the assistant begins.</summary>
    /// <exception cref="ArgumentException">No message, or a role that is none of <c>system</c>, <c>user</c>, <c>assistant</c>.</exception>
    public int[] Tokenize(IReadOnlyList<PromptMessage> messages)
    {
        if (messages.Count == 0) throw new ArgumentException("A prompt needs at least one message.", nameof(messages));
        var template = _create();
        template.AddAssistant = true;
        for (var i = 0; i < messages.Count; i++)
        {
            if (messages[i].Role is not ("system" or "user" or "assistant"))
                throw new ArgumentException($"A message's role is 'system', 'user' or 'assistant', not '{messages[i].Role}'.", nameof(messages));
            template.Add(messages[i].Role, Placeholder(i));
        }

        return Join(Encoding.UTF8.GetString(template.Apply()), messages);
    }

    /// <summary>The names of llama.cpp's list.</summary>
    public static unsafe IReadOnlyList<string> BuiltInNames()
    {
        var count = NativeApi.llama_chat_builtin_templates(null, 0);
        var names = new string[Math.Max(0, count)];
        var pointers = stackalloc char*[names.Length];
        _ = NativeApi.llama_chat_builtin_templates(pointers, (nuint)names.Length);
        for (var i = 0; i < names.Length; i++) names[i] = Marshal.PtrToStringUTF8((IntPtr)pointers[i]) ?? "";
        return names;
    }

    private static string Placeholder(int index) => $"{Mark}{index}z";

    private static SpecialToken[] ReadSpecials(SafeLlamaModelHandle model)
    {
        var specials = new List<SpecialToken>();
        var buffer = new byte[64];
        for (var id = 0; id < model.Vocab.Count; id++)
        {
            var attributes = ((LLamaToken)id).GetAttributes(model.Vocab);
            if ((attributes & (LLamaTokenAttr.Control | LLamaTokenAttr.Unknown)) == 0) continue;
            var text = Encoding.UTF8.GetString(VocabularyReader.ReadBytes(model, id, ref buffer, special: true));
            if (text.Length > 0) specials.Add(new SpecialToken(text, id, attributes.HasFlag(LLamaTokenAttr.LStrip), attributes.HasFlag(LLamaTokenAttr.RStrip)));
        }

        // The longest first, as llama.cpp matches them.
        return [.. specials.OrderByDescending(special => special.Text.Length)];
    }

    private int[] Join(string rendered, IReadOnlyList<PromptMessage> messages)
    {
        var tokens = new List<int>();
        var plain = new StringBuilder();
        var next = 0;
        for (var at = 0; at < rendered.Length;)
        {
            if (next < messages.Count && string.CompareOrdinal(rendered, at, Placeholder(next), 0, Placeholder(next).Length) == 0)
            {
                plain.Append(messages[next].Content);
                at += Placeholder(next++).Length;
            }
            else if (SpecialAt(rendered, at) is { } special)
            {
                if (special.StripsLeft) TrimEnd(plain);
                Flush(plain, tokens);
                tokens.Add(special.Id);
                at += special.Text.Length;
                while (special.StripsRight && at < rendered.Length && char.IsWhiteSpace(rendered[at])) at++;
            }
            else
            {
                plain.Append(rendered[at++]);
            }
        }

        if (next < messages.Count)
            throw new ArgumentException($"The model's chat template leaves out the message with role '{messages[next].Role}'; give its text in another role.", nameof(messages));
        Flush(plain, tokens);
        if (_begin is { } begin && (tokens.Count == 0 || tokens[0] != begin)) tokens.Insert(0, begin);
        return [.. tokens];
    }

    private SpecialToken? SpecialAt(string rendered, int at)
    {
        foreach (var special in _specials)
        {
            if (string.CompareOrdinal(rendered, at, special.Text, 0, special.Text.Length) == 0) return special;
        }

        return null;
    }

    private void Flush(StringBuilder plain, List<int> tokens)
    {
        if (plain.Length == 0) return;
        tokens.AddRange(_tokenize(plain.ToString()));
        plain.Clear();
    }

    private static void TrimEnd(StringBuilder plain)
    {
        while (plain.Length > 0 && char.IsWhiteSpace(plain[^1])) plain.Length--;
    }
}
