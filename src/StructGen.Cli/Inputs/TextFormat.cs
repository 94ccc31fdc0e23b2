using System.Text;
using System.Text.Json;
using StructGen.Api.Problems;

namespace StructGen.Cli.Inputs;

/// <summary>Tells text from what only looks like it, by content: a model would make up data from the bytes of a PDF without a word.</summary>
internal static class TextFormat
{
    private const string UseText = "Convert it to text first";

    /// <summary>First bytes → what the file is and how to get its text.</summary>
    private static readonly (byte[] Start, string Type, string Remedy)[] Signatures =
    [
        ("%PDF-"u8.ToArray(), "a PDF document", "Extract its text first, for instance with 'pdftotext FILE -'."),
        ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive, or an Office document (docx, xlsx, pptx, odt)",
            "Extract its text first, for instance with 'pandoc -t plain FILE', or unpack the archive."),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "an older Office document (doc, xls, ppt, msg)", "Save it as text first."),
        (@"{\rtf"u8.ToArray(), "an RTF document", "Extract its text first, for instance with 'pandoc -t plain FILE'."),
        ([0x89, 0x50, 0x4E, 0x47], "a PNG image", Ocr),
        ([0xFF, 0xD8, 0xFF], "a JPEG image", Ocr),
        ("GIF8"u8.ToArray(), "a GIF image", Ocr),
        ([0x49, 0x49, 0x2A, 0x00], "a TIFF image", Ocr),
        ([0x4D, 0x4D, 0x00, 0x2A], "a TIFF image", Ocr),
        ([0x1F, 0x8B], "a gzip archive", "Unpack it first with 'gunzip'."),
        ("BZh"u8.ToArray(), "a bzip2 archive", "Unpack it first with 'bunzip2'."),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "an xz archive", "Unpack it first with 'unxz'."),
        ([0x28, 0xB5, 0x2F, 0xFD], "a Zstandard archive", "Unpack it first with 'unzstd'."),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive", "Unpack it first."),
        ("SQLite format 3"u8.ToArray(), "an SQLite database", $"{UseText}."),
        ("GGUF"u8.ToArray(), "a GGUF model", "Give models to --model, by their name."),
        ([0xFF, 0xFE], "text in UTF-16", Utf16),
        ([0xFE, 0xFF], "text in UTF-16", Utf16),
    ];

    private const string Ocr = "Read its text first, for instance with 'tesseract FILE -'.";
    private const string Utf16 = "Convert it first with 'iconv -f UTF-16 -t UTF-8 FILE'.";

    /// <summary>What a file is, if it is no text.</summary>
    /// <exception cref="ProblemException">It is binary.</exception>
    public static void RefuseBinary(ReadOnlySpan<byte> bytes, string source)
    {
        foreach (var (start, type, remedy) in Signatures)
        {
            if (bytes.StartsWith(start))
                throw new ProblemException(
                    ProblemKind.MalformedRequest, $"{source} is {type}, not text. {remedy.Replace("FILE", source, StringComparison.Ordinal)}");
        }

        if (bytes.IndexOf((byte)0) is >= 0 and var place)
            throw new ProblemException(ProblemKind.MalformedRequest, $"{source} is binary (a NUL byte at {place}), not text. {UseText}.");
    }

    /// <summary>Refuses JSON Lines: read as one text, values of several records would mix.</summary>
    /// <exception cref="ProblemException">There are at least two lines, and each is a JSON object or array.</exception>
    public static void RefuseJsonLines(string text, string source)
    {
        var records = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range).Trim();
            if (line.IsEmpty) continue;
            if (line is not ['{', .., '}'] and not ['[', .., ']'] || !IsJson(line)) return;
            records++;
        }

        if (records < 2) return;
        throw new ProblemException(
            ProblemKind.MalformedRequest,
            $"{source} is JSON Lines ({records} records). A file is read as one text, so the values of different records would mix. "
            + $"Write one file per record, for instance with 'split -l 1 {source} parts/', and give --folder parts.");
    }

    private static bool IsJson(ReadOnlySpan<char> line)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(line.ToString()), new JsonReaderOptions { MaxDepth = 1000 });
            while (reader.Read())
            {
                // Only whether it is JSON matters.
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
