namespace StructGen.Generation.Decoding;

/// <summary>Where JSON text stands, byte by byte: how many brackets are open, and whether a string is.</summary>
internal struct JsonPosition
{
    private bool _isEscaped;

    /// <summary>Open brackets.</summary>
    public int Depth { get; private set; }

    /// <summary>Whether the text stands within a string.</summary>
    public bool IsInString { get; private set; }

    /// <summary>Moves on by a byte.</summary>
    public void Step(byte value)
    {
        if (IsInString)
        {
            if (_isEscaped) _isEscaped = false;
            else if (value == '\\') _isEscaped = true;
            else if (value == '"') IsInString = false;
            return;
        }

        switch (value)
        {
            case (byte)'"': IsInString = true; break;
            case (byte)'{' or (byte)'[': Depth++; break;
            case (byte)'}' or (byte)']': Depth--; break;
        }
    }
}
