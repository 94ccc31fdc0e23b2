using System.Text;
using StructGen.Constraints;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Retries;

/// <summary>The prompt again, then the last bad answer, then its errors: never more than one bad answer, so that the prompt does not grow with the attempts.</summary>
internal static class RepairPrompt
{
    public static IReadOnlyList<PromptMessage> Build(IReadOnlyList<PromptMessage> prompt, string answer, IReadOnlyList<ValidationError> errors, RepairOptions options)
    {
        if (string.IsNullOrWhiteSpace(answer))
        {
            // No empty assistant message and no two user messages in a row: several providers and chat templates refuse either.
            var last = prompt[^1];
            return [.. prompt.SkipLast(1), last with { Content = last.Content + "\n\n(The last answer was empty. Write the answer.)" }];
        }

        var bad = answer.Length <= options.AnswerLength ? answer : answer[..options.AnswerLength] + "…";
        return [.. prompt, new PromptMessage("assistant", bad), new PromptMessage("user", Tell(errors, options.Errors))];
    }

    private static string Tell(IReadOnlyList<ValidationError> errors, int most)
    {
        var text = new StringBuilder("That answer is not valid:\n");
        foreach (var error in errors.Take(most))
            text.Append("- ").Append(error.Pointer.Length == 0 ? "the whole" : error.Pointer).Append(": ").Append(error.Message).Append('\n');
        if (errors.Count > most) text.Append("- and ").Append(errors.Count - most).Append(" more\n");
        return text.Append("Write the whole answer again in the same form, with these errors mended and everything else unchanged.").ToString();
    }
}
