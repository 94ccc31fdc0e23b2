using System.Text.Json;
using Microsoft.Extensions.Logging;
using StructGen.Constraints;
using StructGen.Generation.Absence;
using StructGen.Generation.Models;
using StructGen.Generation.Parsing;
using StructGen.Generation.Planning;
using StructGen.Generation.Prompting;
using StructGen.Generation.Prompting.Encoders;
using StructGen.Generation.Requests;
using StructGen.Generation.Retries;
using StructGen.Generation.Telemetry;

namespace StructGen.Generation.Validation;

/// <summary>Judges what a model wrote as data of a schema: declined, empty, cut off, unreadable, invalid, or accepted.</summary>
internal sealed class ExtractionJudge(GenerationPlan plan, AnswerSchema schema, AbsencePlan? absence, PromptOptions prompt, AttemptLog log, ILogger? logger, AnswerContext context)
{
    /// <summary>What the model answers to.</summary>
    private readonly AnswerSchema _asked = absence?.Marked ?? schema;

    private AnswerFormat Format => plan.Mode == GenerationMode.Prompt ? AnswerEncoders.FormatOf(prompt) : AnswerFormat.From(plan.Surface);

    public Judgement<JudgedData> Judge(WrittenAnswer answer)
    {
        if (answer.IsRefusal) return Judgements.Refused<JudgedData>(answer);
        var isCut = answer.FinishReason == WrittenAnswer.Length && !answer.ClosedByBudget;
        if (string.IsNullOrWhiteSpace(answer.Text)) return isCut ? Judgements.Truncated<JudgedData>() : Judgements.Empty<JudgedData>();
        var parsed = Parse(answer.Text);
        if (isCut && !IsWhole(answer.Text, parsed)) return Judgements.Truncated<JudgedData>() with { Repairs = parsed.Repairs };
        if (Judgements.Unusable<JudgedData>(parsed) is { } unusable) return unusable;
        var data = parsed.Data!.Value;
        if (absence is not null && plan.Mode == GenerationMode.Prompt && Format.Encoding == AnswerEncoding.Xml) data = absence.Projection.Fill(data);
        var projected = absence?.Projection.Project(data);
        var validation = Validate(schema, projected?.Data ?? data);
        if (projected is { Absent.Count: > 0 } && !(validation.Valid && projected.Missing.Count == 0)) return JudgeAbsence(data, projected, validation) with { Repairs = parsed.Repairs };
        if (!validation.Valid) return new(GenerationOutcome.InvalidAnswer, new JudgedData(data, validation)) { Errors = validation.Errors, Repairs = parsed.Repairs };
        if (isCut) log.Warn("cut-after-answer", "", "The token limit ended the model's text after the answer; the answer itself is whole.");
        if (answer.ClosedByBudget) log.Warn("closed-by-budget", "", "The token limit was near, so the answer was brought to the shortest valid end: it may lack data. Raise maxTokens." + Closed(answer));
        return new(GenerationOutcome.Answered, new JudgedData(projected?.Data ?? data, validation) { Absent = projected?.Absent }) { Repairs = parsed.Repairs };
    }

    /// <summary>An answer that is right in itself ends the matter, for to ask again would only press the model to invent; one that is not can be mended.</summary>
    private Judgement<JudgedData> JudgeAbsence(JsonElement data, ProjectedAnswer projected, AnswerValidation validation)
    {
        var asMarked = Validate(_asked, data);
        if (!asMarked.Valid) return new(GenerationOutcome.InvalidAnswer, new JudgedData(data, asMarked)) { Errors = asMarked.Errors };
        var missing = projected.Missing.Count > 0 ? projected.Missing : projected.Absent;
        return new(GenerationOutcome.AbsentValue, new JudgedData(data, validation) { Absent = projected.Absent })
        {
            Errors = [.. missing.Select(pointer => new ValidationError(pointer, "", "x-absent", "The text does not hold this value.")), .. projected.Missing.Count > 0 ? [] : validation.Errors],
        };
    }

    private ParsedAnswer Parse(string text)
    {
        if (plan.Mode != GenerationMode.Prompt) return AnswerParser.Parse(text, Format, _asked.Json, context);
        var parsed = AnswerParser.Parse(text, _asked.Source, prompt, context);
        return prompt.Compat && parsed.Data is { } data ? parsed with { Data = schema.Source.UnwrapCompat(data) } : parsed;
    }

    /// <summary>A number or word could be the head of a longer one, and a line of YAML or CSV the one before the next; what a bracket or a tag closed is whole.</summary>
    private bool IsWhole(string text, ParsedAnswer parsed)
        => parsed is { Truncated: false, Data.ValueKind: JsonValueKind.Object or JsonValueKind.Array } && Format.Encoding switch
        {
            AnswerEncoding.Json => !parsed.Repairs.Any(repair => repair.Kind is "bare-text" or "missing-braces" or "missing-brackets" or "several-values"),
            AnswerEncoding.Yaml => text.Contains("</yaml>", StringComparison.OrdinalIgnoreCase),
            AnswerEncoding.Csv => text.Contains("</csv>", StringComparison.OrdinalIgnoreCase),
            _ => true,
        };

    private string Closed(WrittenAnswer answer)
        => answer.ClosedFrom is { } from && AnswerPlaces.From(answer.Text, from, plan.Surface) is { Count: > 0 } places ? $" Written only to end: {AnswerPlaces.Tell(places)}." : "";

    private AnswerValidation Validate(AnswerSchema schema, JsonElement data)
    {
        try
        {
            var validation = schema.Validate(data);
            if (validation.SecondOpinion == SecondOpinion.Differs) Report(validation.Valid);
            return validation;
        }
        catch (ConstraintLimitException limit)
        {
            return new AnswerValidation(false, [.. limit.Errors.Select(error => new ValidationError("", error.Pointer, error.Keyword, error.Message))], SecondOpinion.Skipped);
        }
    }

    private void Report(bool isValid)
    {
        var (verdict, other) = isValid ? ("valid", "invalid") : ("invalid", "valid");
        StructGenMeter.Disagreements.Add(1, new KeyValuePair<string, object?>("verdict", verdict));
        logger?.SecondOpinionDiffers(schema.Hash, other, verdict);
    }
}
