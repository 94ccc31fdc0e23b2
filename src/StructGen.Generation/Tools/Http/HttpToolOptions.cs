using System.ComponentModel.DataAnnotations;

namespace StructGen.Generation.Tools.Http;

/// <summary>What tools may reach over HTTP, section <c>Tools:Http</c>. By default nothing.</summary>
public sealed class HttpToolOptions
{
    /// <summary>Hosts that may be called: <c>api.example.com</c> (the scheme's own port), <c>api.example.com:8443</c>, <c>*.example.com</c>. Default: none.</summary>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>Whether addresses of the scheme http may be called too. Default: false.</summary>
    public bool AllowHttp { get; set; }

    /// <summary>Whether allowed hosts may lie at private, loopback and other special addresses. Default: false.</summary>
    public bool AllowPrivateNetworks { get; set; }

    /// <summary>Time of a call whose tool names none. Default: 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Most time that a tool may name. Default: 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan MaxTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Most bytes of an answer. Default: 65,536; the model has to read them.</summary>
    [Range(1, 1 << 28)]
    public int MaxResponseBytes { get; set; } = 65_536;
}
