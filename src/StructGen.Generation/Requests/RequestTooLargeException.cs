namespace StructGen.Generation.Requests;

/// <summary>A part of the request is larger than the service accepts.</summary>
/// <param name="pointer">JSON pointer of the member, such as <c>/text</c>.</param>
/// <param name="size">Its size in bytes of UTF-8.</param>
/// <param name="limit">Bytes accepted.</param>
public sealed class RequestTooLargeException(string pointer, long size, long limit)
    : Exception($"{pointer} has {size} bytes and at most {limit} are accepted: send less, or raise Limits:TextBytes.")
{
    /// <summary>JSON pointer of the member.</summary>
    public string Pointer { get; } = pointer;

    /// <summary>Its size in bytes of UTF-8.</summary>
    public long Size { get; } = size;

    /// <summary>Bytes accepted.</summary>
    public long Limit { get; } = limit;
}
