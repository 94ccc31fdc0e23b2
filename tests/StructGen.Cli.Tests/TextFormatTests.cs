using System.Text;
using StructGen.Api.Problems;
using StructGen.Cli.Inputs;

namespace StructGen.Cli.Tests;

/// <summary>What is read as text and what is not.</summary>
public sealed class TextFormatTests
{
    [Theory]
    [InlineData("255044462D312E370A25", "PDF", "pdftotext")]
    [InlineData("504B0304140000", "docx", "pandoc")]
    [InlineData("D0CF11E0A1B11AE1", "Office", "Save it as text")]
    [InlineData("7B5C727466315C", "RTF", "pandoc")]
    [InlineData("89504E470D0A1A0A", "PNG", "tesseract")]
    [InlineData("FFD8FFE000104A464946", "JPEG", "tesseract")]
    [InlineData("4749463839", "GIF", "tesseract")]
    [InlineData("1F8B0800", "gzip", "gunzip")]
    [InlineData("47475546030000", "GGUF", "--model")]
    [InlineData("FFFE48006900", "UTF-16", "iconv")]
    [InlineData("486900486900", "NUL byte at 2", "text first")]
    [InlineData("48E96C6C6F", "not UTF-8", "iconv")]
    public void ABinaryFile_IsRefusedByItsContentWithARemedy(string hex, string type, string remedy)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("structgen-binary").FullName, "letter.txt");
        File.WriteAllBytes(path, Convert.FromHexString(hex));
        foreach (var isAnswer in new[] { false, true })
        {
            var problem = Assert.Throws<ProblemException>(() => TextInput.From(null, [path], null, isAnswer)[0].Read()).Problem;
            Assert.Equal(2, ExitCode.Of(problem));
            Assert.Contains(path, problem.Detail, StringComparison.Ordinal);
            Assert.Contains(type, problem.Detail, StringComparison.Ordinal);
            Assert.Contains(remedy, problem.Detail, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("{\"name\": \"Jane\"}\n{\"name\": \"Omar\"}\n", 2)]
    [InlineData("\r\n{\"a\": 1}\r\n\r\n[2]\r\n{}", 3)]
    public void JsonLines_AreRefusedBecauseTheirValuesWouldMix(string text, int records)
    {
        var path = Write(text);
        var problem = Assert.Throws<ProblemException>(() => TextInput.From(null, [path], null)[0].Read()).Problem;
        Assert.Equal(2, ExitCode.Of(problem));
        Assert.Contains($"{path} is JSON Lines ({records} records)", problem.Detail, StringComparison.Ordinal);
        Assert.Contains("--folder", problem.Detail, StringComparison.Ordinal);
        Assert.Equal(text, TextInput.From(null, [path], null, isAnswer: true)[0].Read()); // A model may well answer so.
    }

    [Theory]
    [InlineData("Please call Jane Roe.")]
    [InlineData("{\"name\": \"Jane\"}\n")]
    [InlineData("{\n  \"name\": \"Jane\"\n}\n")]
    [InlineData("[\n{\"name\": \"Jane\"},\n{\"name\": \"Omar\"}\n]")]
    [InlineData("{\"name\": \"Jane\"}\nand some words\n{\"name\": \"Omar\"}")]
    [InlineData("{Jane}\n{Omar}")]
    [InlineData("[1]\n[2] is a footnote")]
    [InlineData("%PDF is a format")]
    [InlineData("MZ, PK and GIF are letters; naïve, 日本語, 🎉")]
    [InlineData("")]
    public void Text_IsRead(string text) => Assert.Equal(text, TextInput.From(null, [Write(text)], null)[0].Read());

    private static string Write(string text)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("structgen-text").FullName, "text.txt");
        File.WriteAllText(path, text, new UTF8Encoding(false));
        return path;
    }
}
