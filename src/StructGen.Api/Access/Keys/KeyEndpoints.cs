using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using StructGen.Api.OpenApi;
using StructGen.Api.Problems;
using StructGen.Api.Requests;

namespace StructGen.Api.Access.Keys;

/// <summary><c>/v1/keys</c>: API keys, made and deleted by those with the scope <c>admin</c>.</summary>
internal static class KeyEndpoints
{
    private const int LongestName = 100;

    public static RouteGroupBuilder MapKeys(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/keys").WithTags("Keys");
        group.MapPost("/", CreateAsync)
            .WithName("createKey").WithSummary("Makes an API key")
            .WithDescription("The answer holds the key in clear, once; only its hash is kept.")
            .ProducesProblems(400, 401, 403, 408, 413, 503)
            .WithExample("""{"name": "nightly import", "scopes": ["extract", "registry:read"], "requestsPerMinute": 60}""")
            .WithMetadata(new LinkMetadata("deleteKey", "id", "$response.body#/item/id"));
        group.MapGet("/", ListAsync)
            .WithName("listKeys").WithSummary("Lists the API keys")
            .WithDescription("Without the keys themselves, the oldest first. Keys of the configuration are not among them.")
            .ProducesProblems(401, 403, 503);
        group.MapDelete("/{id}", DeleteAsync)
            .WithName("deleteKey").WithSummary("Deletes an API key")
            .WithDescription("The key is revoked immediately on all replicas.")
            .ProducesProblems(401, 403, 404, 503);
        return group;
    }

    private static async Task<Created<NewKey>> CreateAsync(RequestBody<KeyBody> body, StoredKeys keys, TimeProvider time, HttpContext context, CancellationToken cancellationToken)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds()); // As the store keeps it.
        Check(body.Value, now);
        var key = ApiKey.Create();
        var stored = new StoredKey
        {
            Id = "key_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(12)),
            Name = body.Value.Name,
            Prefix = ApiKey.PrefixOf(key),
            Hash = ApiKey.HashOf(key),
            Scopes = string.Join(' ', body.Value.Scopes.Distinct()),
            RequestsPerMinute = body.Value.RequestsPerMinute,
            TokensPerDay = body.Value.TokensPerDay,
            CreatedAt = now,
            ExpiresAt = body.Value.ExpiresAt?.ToUniversalTime(),
        };
        await keys.AddAsync(stored, cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"/v1/keys/{stored.Id}", new NewKey(key, KeyItem.From(stored)));
    }

    private static async Task<Ok<KeyList>> ListAsync(StoredKeys keys, CancellationToken cancellationToken)
        => TypedResults.Ok(new KeyList([.. (await keys.ListAsync(cancellationToken)).Select(KeyItem.From)]));

    private static async Task<NoContent> DeleteAsync(string id, StoredKeys keys, CancellationToken cancellationToken)
        => await keys.DeleteAsync(id, cancellationToken)
            ? TypedResults.NoContent()
            : throw new ProblemException(ProblemKind.UnknownKey, $"There is no key '{id}'; GET /v1/keys lists them.");

    private static void Check(KeyBody body, DateTimeOffset now)
    {
        var faults = new List<ProblemError>();
        if (string.IsNullOrWhiteSpace(body.Name) || body.Name.Length > LongestName || body.Name.Contains('\0', StringComparison.Ordinal))
            faults.Add(new("/name", null, $"/name must have 1 to {LongestName} characters."));
        if (body.Scopes.Count == 0)
            faults.Add(new("/scopes", null, "/scopes is empty: such a key could do nothing."));
        for (var i = 0; i < body.Scopes.Count; i++)
        {
            if (!Scope.All.Contains(body.Scopes[i]))
                faults.Add(new($"/scopes/{i}", null, $"/scopes/{i} is '{body.Scopes[i]}'; expected one of {string.Join(", ", Scope.All)}."));
        }

        if (body.RequestsPerMinute is < 1 or > 1_000_000)
            faults.Add(new("/requestsPerMinute", null, "/requestsPerMinute must be 1 to 1000000."));
        if (body.TokensPerDay is < 1)
            faults.Add(new("/tokensPerDay", null, "/tokensPerDay must be 1 or more."));
        if (body.ExpiresAt <= now)
            faults.Add(new("/expiresAt", null, $"/expiresAt is {body.ExpiresAt:O}, which is over."));
        if (faults.Count > 0)
            throw RequestJson.Malformed(faults);
    }
}
