using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using StructGen.Api.OpenApi;
using StructGen.Api.Problems;
using StructGen.Api.Registries;
using StructGen.Api.Requests;
using StructGen.Constraints;
using StructGen.Generation;
using StructGen.Generation.Catalogs;
using StructGen.Generation.Compatibility;
using StructGen.Generation.Requests;

namespace StructGen.Api.Schemas;

/// <summary><c>/v1/schemas</c>: schemas by name, what becomes of their keywords, and how their versions differ.</summary>
internal static class SchemaEndpoints
{
    private const string Shipped = "contact";
    private const string Registered = "delivery";

    private const string Example = """
        {
          "description": "A delivery",
          "type": "object",
          "properties": {
            "number": {"type": "string", "pattern": "^[A-Z]{2}[0-9]{6}$"},
            "day": {"type": "string", "format": "date"},
            "pieces": {"type": "integer", "minimum": 1}
          },
          "required": ["number"],
          "additionalProperties": false
        }
        """;

    public static RouteGroupBuilder MapSchemas(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/schemas").WithTags("Schemas").MapRegistry<StoredSchema>("Schema", Shipped, Registered);
        group.MapPost("/check", CheckAsync)
            .WithName("checkSchema").WithSummary("Reports how each keyword of a schema is enforced")
            .WithDescription("The body is the schema. Answers with an entry per keyword: enforced while the model writes, checked afterwards, an annotation, unknown or refused. With `dialect=openai` also whether OpenAI's own service would take the schema with `strict: true`.")
            .ProducesProblems(400, 408, 413, 422, 429)
            .WithExample(Example);
        group.MapGet("/{name}", GetAsync)
            .WithName("getSchema").WithSummary("Returns a schema")
            .WithDescription("`name`, `name@version` or `name@latest`. The ETag is the schema's hash; with `If-None-Match` 304 if it is known.")
            .Produces<JsonElement>()
            .ProducesProblems(404, 503)
            .WithMetadata(EntityTagMetadata.Get)
            .WithExample("name", $"\"{Shipped}\"");
        group.MapGet("/{name}/report", ReportAsync)
            .WithName("reportSchema").WithSummary("Reports how each keyword of a registered schema is enforced")
            .ProducesProblems(404, 422, 429, 503)
            .WithExample("name", $"\"{Shipped}\"");
        group.MapGet("/{name}/gbnf", GrammarAsync)
            .WithName("writeSchemaGrammar").WithSummary("Writes a registered schema as a GBNF grammar")
            .WithDescription("For llama.cpp and other runtimes that take no token masks. `notEnforced` lists what no such grammar can say.")
            .ProducesProblems(404, 422, 429, 503)
            .WithExample("name", $"\"{Shipped}\"");
        group.MapGet("/{name}/diff", DiffAsync)
            .WithName("diffSchema").WithSummary("Compares two versions of a schema")
            .WithDescription("`from` and `to` are versions; `to` is the newest by default. Whether each version accepts every instance of the other is proved: "
                + "`compatible` is false only with an `example` that one accepts and the other refuses, and null with a `reason` where neither could be shown.")
            .ProducesProblems(400, 404, 429, 503)
            .WithExample("name", $"\"{Shipped}\"")
            .WithExample("from", "1");
        group.MapPut("/{name}", PutAsync)
            .WithName("putSchema").WithSummary("Registers a schema under a name")
            .WithDescription("The body is the schema itself. 201 if the name is new, 200 if it was there. `If-Match` with an ETag: only if the newest version has that hash; `If-None-Match: *`: only if the name is new. "
                + "`compatibility` = `backward`, `forward` or `full`: only if the newest version stays compatible.")
            .ProducesProblems(400, 408, 409, 413, 422, 429, 503)
            .WithMetadata(EntityTagMetadata.Put)
            .WithExample("name", $"\"{Registered}\"")
            .WithExample(Example);
        return group;
    }

    private static async Task<Results<ContentHttpResult, StatusCodeHttpResult>> GetAsync(string name, SchemaCatalog catalog, HttpContext context, CancellationToken cancellationToken)
    {
        var schema = await catalog.GetAsync(name, cancellationToken);
        EntityTags.Write(context.Response, schema.Hash);
        return EntityTags.IsKnown(context.Request, schema.Hash)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Text(schema.Schema.GetRawText(), "application/json");
    }

    private static async Task<Ok<SchemaCheck>> ReportAsync(string name, SchemaCatalog catalog, StructuredGenerator generator, CancellationToken cancellationToken)
    {
        var schema = await catalog.GetAsync(name, cancellationToken);
        return TypedResults.Ok(Check(await generator.CheckSchemaAsync(schema.Schema, cancellationToken)));
    }

    private static async Task<Ok<SchemaGrammar>> GrammarAsync(string name, SchemaCatalog catalog, StructuredGenerator generator, CancellationToken cancellationToken)
    {
        var schema = await catalog.GetAsync(name, cancellationToken);
        var grammar = await generator.WriteGbnfAsync(schema.Schema, cancellationToken);
        return TypedResults.Ok(new SchemaGrammar(schema.Name, schema.Version, grammar.Text, grammar.NotEnforced));
    }

    private static async Task<Ok<SchemaDiff>> DiffAsync(string name, int from, SchemaCatalog catalog, CancellationToken cancellationToken, int? to = null)
    {
        var old = await catalog.GetAsync($"{name}@{from}", cancellationToken);
        var now = await catalog.GetAsync(to is null ? name : $"{name}@{to}", cancellationToken);
        var difference = await catalog.CompareAsync(old, now, cancellationToken);
        return TypedResults.Ok(new SchemaDiff(old.Version, now.Version, difference.Backward, difference.Forward, difference.Changes));
    }

    private static async Task<Results<Created<SchemaRegistration>, Ok<SchemaRegistration>>> PutAsync(
        string name, RequestDocument body, SchemaCatalog catalog, HttpContext context, CancellationToken cancellationToken, string? compatibility = null)
    {
        var change = await catalog.PutAsync(name, body.Json, EntityTags.Condition(context.Request), Rule(compatibility), cancellationToken);
        EntityTags.Write(context.Response, change.Item.Hash);
        var item = change.Item;
        var answer = new SchemaRegistration(item.Name, item.Version, item.Hash, item.CreatedAt, item.Description, Check(change.Report));
        return change.Created ? TypedResults.Created($"/v1/schemas/{name}", answer) : TypedResults.Ok(answer);
    }

    private static async Task<Ok<SchemaCheck>> CheckAsync(RequestDocument body, StructuredGenerator generator, CancellationToken cancellationToken, string? dialect = null)
    {
        if (dialect is not (null or "openai")) throw new ProblemException(ProblemKind.MalformedRequest, $"The dialect '{dialect}' is unknown; write openai, or leave it out.");
        var check = Check(await generator.CheckSchemaAsync(body.Json, cancellationToken));
        return TypedResults.Ok(dialect is null ? check : check with { Dialect = Dialect(dialect, OpenAISubset.Check(body.Json)) });
    }

    private static DialectCheck Dialect(string name, IReadOnlyList<ProblemError> errors) => new(name, errors.Count == 0, ProblemBounds.Of(errors));

    /// <summary>A report has an entry per keyword. What holds as written is left out first.</summary>
    private static SchemaCheck Check(EnforcementReport report)
    {
        if (report.Entries.Count <= ReportBounds.MostEntries && report.Entries.All(entry => Longest(entry) <= ReportBounds.MostMessage)) return SchemaCheck.From(report);
        var kept = report.Entries.OrderBy(entry => entry.Status is Enforcement.Enforced or Enforcement.Annotation).Take(ReportBounds.MostEntries).Select(Cut).ToList();
        return SchemaCheck.From(report) with { Entries = kept, Omitted = report.Entries.Count - kept.Count };
    }

    private static int Longest(EnforcementEntry entry)
        => new[] { entry.Pointer.Length, entry.Keyword.Length, entry.Reason?.Length ?? 0, entry.Remedy?.Length ?? 0 }.Max();

    private static EnforcementEntry Cut(EnforcementEntry entry) => entry with
    {
        Pointer = ReportBounds.Cut(entry.Pointer, ReportBounds.MostMessage),
        Keyword = ReportBounds.Cut(entry.Keyword, ReportBounds.MostPointer),
        Reason = entry.Reason is null ? null : ReportBounds.Cut(entry.Reason, ReportBounds.MostMessage),
        Remedy = entry.Remedy is null ? null : ReportBounds.Cut(entry.Remedy, ReportBounds.MostMessage),
    };

    private static CompatibilityRule Rule(string? text) => text switch
    {
        null or "" or "none" => CompatibilityRule.None,
        "backward" => CompatibilityRule.Backward,
        "forward" => CompatibilityRule.Forward,
        "full" => CompatibilityRule.Full,
        _ => throw new ProblemException(ProblemKind.MalformedRequest, "The query parameter 'compatibility' is none, backward, forward or full."),
    };
}
