using System.Runtime.InteropServices;

namespace StructGen.LLamaSharp.Files;

/// <summary>Opens files that are nothing else: opening a named pipe waits for its writer without end, and a device may never end.</summary>
/// <remarks>.NET does not tell the kinds apart without opening, so <c>statx</c> is asked (Linux; the same layout on every processor). Elsewhere nothing is told.</remarks>
internal static partial class RegularFile
{
    private const int CurrentDirectory = -100; // AT_FDCWD
    private const uint TypeOnly = 1; // STATX_TYPE
    private const int ModeAt = 28; // struct statx.stx_mode
    private const int KindMask = 0xF000; // S_IFMT

    /// <summary>Opens a file for reading; others may write or delete it.</summary>
    /// <exception cref="InvalidDataException">It is a pipe, a socket, a device or a folder.</exception>
    public static FileStream OpenRead(string path)
    {
        if (OtherKind(path) is { } kind) throw new InvalidDataException($"it is {kind}, not a file");
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
    }

    // Links are followed. What cannot be asked is left to the opening, whose exceptions say why.
    private static string? OtherKind(string path)
    {
        if (Directory.Exists(path)) return "a folder";
        if (!OperatingSystem.IsLinux()) return null;
        Span<byte> status = stackalloc byte[256];
        try
        {
            if (GetStatus(CurrentDirectory, path, 0, TypeOnly, status) != 0) return null;
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }

        return (BitConverter.ToUInt16(status[ModeAt..]) & KindMask) switch
        {
            0x1000 => "a named pipe",
            0x2000 or 0x6000 => "a device",
            0xC000 => "a socket",
            _ => null,
        };
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int GetStatus(int directory, string path, int flags, uint mask, Span<byte> status);
}
