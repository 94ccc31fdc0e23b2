using System.Text.Json;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Tests.Requests;

public class ExampleSlotsTests
{
    [Theory]
    [InlineData("Call Jane Roe, 555-0134.", """{"name": "Jane Roe", "phone": "555-0134"}""", "Call {name}, {phone}.", """{"name":"{name}","phone":"{phone}"}""")]
    [InlineData("Ann and Annabel, twice Ann", """{"names": ["Ann", "Annabel"]}""", "{names} and {names}, twice {names}", """{"names":["{names}","{names}"]}""")]
    [InlineData("New York City in New York", """{"city": "New York City", "state": "New York"}""", "{city} in {state}", """{"city":"{city}","state":"{state}"}""")]
    [InlineData("It crashed on May 1", """{"kind": "bug", "day": "2024-05-01", "votes": 2, "open": true, "by": null}""", "It crashed on May 1", """{"kind":"bug","day":"2024-05-01","votes":2,"open":true,"by":null}""")]
    [InlineData("Ann", "\"Ann\"", "{value}", "\"{value}\"")]
    [InlineData("Anna", """{"name": "Ann"}""", "Anna", """{"name":"Ann"}""")]
    [InlineData("x marks", """{"mark": "x"}""", "x marks", """{"mark":"x"}""")]
    public void Of_Example_PutsNamesForWhatStandsInTheText(string text, string data, string expectedText, string expectedData)
    {
        var (slotted, filled) = ExampleSlots.Of(text, JsonElement.Parse(data));
        Assert.Equal(expectedText, slotted);
        Assert.Equal(expectedData, JsonSerializer.Serialize(filled));
    }
}
