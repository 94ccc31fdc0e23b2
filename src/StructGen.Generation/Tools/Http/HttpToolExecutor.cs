using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace StructGen.Generation.Tools.Http;

/// <summary>Makes the calls of tools that have an HTTP binding, within what <see cref="HttpToolOptions"/> allows. Safe to share between threads.</summary>
internal sealed class HttpToolExecutor(IOptions<StructGenOptions> options, TimeProvider time) : IToolExecutor, IDisposable
{
    private readonly ToolOptions _options = options.Value.Tools;
    private readonly HttpClient _http = new(GuardedConnections.Create(options.Value.Tools.Http)) { Timeout = Timeout.InfiniteTimeSpan };

    public IReadOnlyList<ToolDefinition> Tools => [];

    public bool CanExecute(ToolDefinition tool) => tool.Http is not null;

    public string? Obstacle(ToolDefinition tool)
    {
        var binding = tool.Http!;
        // Scheme, host and port are fixed: arguments stand in path and query only.
        if (AllowedHosts.Refusal(new Uri(binding.Url.Replace('{', '_').Replace('}', '_')), _options.Http) is { } refusal) return refusal;
        try
        {
            var secrets = new ToolSecrets(_options.Secrets);
            foreach (var name in (binding.Headers?.Values ?? []).SelectMany(ArgumentTemplate.SecretsIn)) secrets.Find(name);
            return null;
        }
        catch (ToolFaultException fault)
        {
            return fault.Message;
        }
    }

    public async Task<ToolOutput> ExecuteAsync(ToolDefinition tool, JsonElement arguments, CancellationToken cancellationToken)
    {
        var secrets = new ToolSecrets(_options.Secrets);
        var limit = LimitOf(tool.Http!);
        using var clock = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        try
        {
            return await CallAsync(tool.Http!, arguments, secrets, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ToolOutput.Failed($"There was no answer within {limit.TotalSeconds} seconds.");
        }
        catch (Exception fault) when (fault is ToolFaultException or HttpRequestException or IOException or SocketException)
        {
            return ToolOutput.Failed((fault as ToolFaultException ?? fault.InnerException as ToolFaultException)?.Message ?? "The connection to the tool's server failed.");
        }
#pragma warning disable CA1031 // Whatever a server sends is the tool's fault, not the request's.
        catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return ToolOutput.Failed("The call cannot be made, or the server's answer cannot be read.");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<ToolOutput> CallAsync(HttpBinding binding, JsonElement arguments, ToolSecrets secrets, CancellationToken cancellationToken)
    {
        using var request = HttpToolRequests.Build(binding, arguments, secrets);
        if (AllowedHosts.Refusal(request.RequestUri!, _options.Http) is { } refusal) return ToolOutput.Failed(refusal);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        var most = Math.Min(binding.MaxResponseBytes ?? int.MaxValue, _options.Http.MaxResponseBytes);
        return await HttpToolResponses.ReadAsync(response, most, secrets, cancellationToken).ConfigureAwait(false);
    }

    private TimeSpan LimitOf(HttpBinding binding)
    {
        var asked = binding.TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : _options.Http.Timeout;
        return asked < _options.Http.MaxTimeout ? asked : _options.Http.MaxTimeout;
    }
}
