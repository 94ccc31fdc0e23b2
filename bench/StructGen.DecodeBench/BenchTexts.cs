using System.Globalization;
using System.Text.Json;

namespace StructGen.DecodeBench;

/// <summary>Texts to extract from, and what to extract.</summary>
internal static class BenchTexts
{
    public const string SchemaJson =
        """
        {
          "type": "object",
          "properties": {
            "customer": {"type": "string", "maxLength": 30}, "city": {"type": "string", "maxLength": 30},
            "items": {"type": "array", "maxItems": 3, "items": {"type": "object", "properties": {"name": {"type": "string", "maxLength": 20}, "quantity": {"type": "integer"}, "price": {"type": "number"}},
              "required": ["name", "quantity", "price"], "additionalProperties": false}}
          },
          "required": ["customer", "city", "items"], "additionalProperties": false
        }
        """;

    private static readonly string[] Names = ["Mia Chen", "Anton Berg", "Luz Ortega", "Jo Smith", "Kemal Demir", "Ewa Nowak", "Siri Dahl"];
    private static readonly string[] Cities = ["Oslo", "Rome", "Lyon", "Porto", "Graz"];
    private static readonly string[] Things = ["chairs", "lamps", "tables", "shelves"];

    public static JsonElement Schema { get; } = JsonDocument.Parse(SchemaJson).RootElement;

    /// <summary>A text; its length differs from number to number, and so does where two of them part.</summary>
    public static string Text(int number) => string.Create(
        CultureInfo.InvariantCulture,
        $"{string.Concat(Enumerable.Repeat("The office by the harbour was open all day and the weather was fine. ", number % 5))}{Names[number % 7]} of {Cities[number % 5]} ordered {(number % 9) + 2} {Things[number % 4]} at {(number * 7) + 3}.90 euros and {(number % 3) + 1} {Things[(number + 1) % 4]} at {number + 11}.50 euros.");

    /// <summary>Instructions that begin differently for each number, so that no prompt finds its head in the cache.</summary>
    public static string System(int number) => string.Create(
        CultureInfo.InvariantCulture,
        $"Request {number * 7919 % 100_003}. Extract data from the text as JSON of this type:\n{{\n customer: string\n city: string\n items: Array<{{\n  name: string\n  quantity: integer\n  price: number\n }}>\n}}");
}
