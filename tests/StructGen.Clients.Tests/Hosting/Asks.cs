namespace StructGen.Clients.Tests.Hosting;

/// <summary>What the tests ask for.</summary>
internal static class Asks
{
    public const string Contact = "Please call Jane Roe at Initech, 555-0134.";
    public const string Weather = "What is the weather in Lisbon tomorrow?";

    public const string ContactSchema = """
        {"type":"object","properties":{"name":{"type":"string"},"company":{"type":["string","null"]},"phone":{"type":["string","null"]}},
        "required":["name","company","phone"],"additionalProperties":false}
        """;

    public const string WeatherSchema = """
        {"type":"object","properties":{"city":{"type":"string","maxLength":40},"day":{"type":"string","enum":["today","tomorrow"]}},"required":["city","day"],"additionalProperties":false}
        """;

    public const string MailSchema = """
        {"type":"object","properties":{"to":{"type":"string","maxLength":40},"text":{"type":"string","maxLength":60}},"required":["to","text"],"additionalProperties":false}
        """;
}
