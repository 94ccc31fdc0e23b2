using System.Text;
using System.Text.Unicode;
using StructGen.Api.Problems;

namespace StructGen.Cli.Inputs;

/// <summary>Texts to work on: where each came from and what it says.</summary>
/// <param name="Source">A file's path; null for <c>--text</c> and standard input.</param>
/// <param name="Read">Reads it, when its turn comes.</param>
internal sealed record TextInput(string? Source, Func<string> Read)
{
    private const long MaxBytes = 64_000_000;

    /// <summary>The one text, or the files.</summary>
    /// <param name="text">The text itself.</param>
    /// <param name="files">Files.</param>
    /// <param name="folder">A folder of files.</param>
    /// <param name="isAnswer">Whether the text is a model's answer, which may well be several JSON values.</param>
    public static IReadOnlyList<TextInput> From(string? text, IReadOnlyList<string> files, string? folder, bool isAnswer = false)
    {
        var ways = (text is null ? 0 : 1) + (files.Count == 0 ? 0 : 1) + (folder is null ? 0 : 1);
        if (ways > 1)
            throw new ProblemException(ProblemKind.MalformedRequest, "Give the text one way only: --text, --file, --folder or standard input.");
        if (text is not null)
            return [new(null, () => text)];
        if (files.Count > 0)
            return [.. files.Select(file => new TextInput(file, () => ReadText(file, isAnswer)))];
        if (folder is not null)
            return Folder(folder);
        if (!Console.IsInputRedirected)
            throw new ProblemException(ProblemKind.MalformedRequest, "There is no text: give --text, --file or --folder, or pipe it in.");
        return [new(null, () => Decode(ReadAll(Console.OpenStandardInput(), "standard input"), "standard input", isAnswer))];
    }

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="ProblemException">There is none, or it cannot be read.</exception>
    public static byte[] ReadBytes(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return ReadAll(stream, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(ProblemKind.MalformedRequest, exception is FileNotFoundException or DirectoryNotFoundException
                ? $"There is no file '{path}'."
                : $"The file '{path}' cannot be read.");
        }
    }

    private static string ReadText(string path, bool isAnswer) => Decode(ReadBytes(path), path, isAnswer);

    private static List<TextInput> Folder(string folder)
    {
        if (!Directory.Exists(folder))
            throw new ProblemException(ProblemKind.MalformedRequest, $"There is no folder '{folder}'.");
        var files = Directory.EnumerateFiles(folder).Where(file => !Path.GetFileName(file).StartsWith('.')).Order(StringComparer.Ordinal).ToList();
        return files.Count == 0
            ? throw new ProblemException(ProblemKind.MalformedRequest, $"The folder '{folder}' has no files.")
            : files.ConvertAll(file => new TextInput(file, () => ReadText(file, isAnswer: false)));
    }

    private static byte[] ReadAll(Stream stream, string source)
    {
        var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = stream.Read(buffer)) > 0)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length <= MaxBytes) continue;
            TextFormat.RefuseBinary(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), source);
            throw new ProblemException(ProblemKind.RequestTooLarge, $"{source} has more than {MaxBytes} bytes: split it.");
        }

        return bytes.ToArray();
    }

    private static string Decode(byte[] bytes, string source, bool isAnswer)
    {
        TextFormat.RefuseBinary(bytes, source);
        var utf8 = bytes.AsSpan();
        if (utf8.StartsWith("\uFEFF"u8))
            utf8 = utf8[3..];
        if (!Utf8.IsValid(utf8))
            throw new ProblemException(
                ProblemKind.MalformedRequest,
                $"{source} is not UTF-8 text. Convert it first, for instance with 'iconv -f ISO-8859-1 -t UTF-8 {source}'.");
        var text = Encoding.UTF8.GetString(utf8);
        if (!isAnswer)
            TextFormat.RefuseJsonLines(text, source);
        return text;
    }
}
