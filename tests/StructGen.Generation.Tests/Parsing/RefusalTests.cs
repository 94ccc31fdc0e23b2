using System.Text.Json;
using StructGen.Generation.Parsing;

namespace StructGen.Generation.Tests.Parsing;

/// <summary>Refusals and other prose never become data: they are a text only where the root schema is one.</summary>
public sealed class RefusalTests
{
    public static TheoryData<string, string> Refusals => new()
    {
        { "en", "I am sorry, but the text does not say." },
        { "en", "I can't help with that." },
        { "en", "Unfortunately, no such details are given in the passage." },
        { "en", "Please provide the text you would like me to analyse." },
        { "en", "As a language model I have no access to that file." },
        { "de", "Es tut mir leid, aber der Text enthält diese Angaben nicht." },
        { "de", "Dabei kann ich nicht helfen." },
        { "de", "Leider keine Angaben." },
        { "de", "Bitte geben Sie mir mehr Informationen, damit ich antworten kann." },
        { "de", "Der Text ist leer, daher gibt es nichts zu entnehmen." },
        { "fr", "Désolé, je ne peux pas répondre à cette question." },
        { "fr", "Le texte ne donne pas cette information, malheureusement." },
        { "fr", "Je n'ai rien trouvé." },
        { "fr", "Pouvez-vous préciser votre demande ?" },
        { "fr", "En tant que modèle de langue, je ne peux pas le faire." },
        { "es", "Lo siento, no puedo ayudarte con eso." },
        { "es", "El texto no menciona ningún nombre, ni tampoco una edad." },
        { "es", "No se encontraron datos." },
        { "es", "¿Podrías compartir el documento completo?" },
        { "es", "No dispongo de esa información." },
        { "pt", "Desculpe, mas não posso ajudar com isso." },
        { "pt", "O texto não informa o nome." },
        { "pt", "Nenhum dado encontrado." },
        { "pt", "Por favor, envie o texto completo." },
        { "pt", "Infelizmente, não há resposta possível." },
        { "ru", "Извините, но в тексте этого нет." },
        { "ru", "Я не могу помочь с этим запросом." },
        { "ru", "Данные не найдены." },
        { "ru", "Пожалуйста, пришлите полный текст." },
        { "ru", "К сожалению, имя не указано, и возраст тоже." },
        { "zh", "抱歉，文本中没有提到这些信息。" },
        { "zh", "我无法帮助您完成这个请求。" },
        { "zh", "没有找到数据。" },
        { "zh", "请提供完整的文本。" },
        { "zh", "作为一个语言模型，我无法回答。" },
        { "ja", "申し訳ありませんが、テキストには記載がありません。" },
        { "ja", "そのご要望にはお応えできません。" },
        { "ja", "データが見つかりませんでした。" },
        { "ja", "全文を送ってください。" },
        { "ja", "情報が足りないため、回答できません。" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Parse_Refusal_IsDataOfATextOnly(string language, string raw)
    {
        foreach (var schema in new[]
        {
            """{"type": "object", "properties": {"answer": {"type": "string"}}, "required": ["answer"], "additionalProperties": false}""",
            """{"type": "object", "properties": {"answer": {"type": "string"}, "note": {"type": "string"}}}""",
            """{"type": "object", "additionalProperties": {"type": "string"}}""",
            """{"type": "array", "items": {"type": "string"}}""",
            """{"type": "array", "items": {"type": "object", "properties": {"name": {"type": "string"}}}}""",
            """{"anyOf": [{"type": "object", "properties": {"name": {"type": "string"}}}, {"type": "null"}]}""",
            """{"type": "integer"}""",
            """{"type": "boolean"}""",
            """{"enum": ["invoice", "receipt"]}""",
        })
        {
            foreach (var text in new[] { raw, JsonSerializer.Serialize(raw), $"```\n{raw}\n```", raw + "\n" })
            {
                var parsed = AnswerParser.Parse(text, AnswerFormat.Json, JsonElement.Parse(schema));
                var isValid = parsed.Data is { } data && StructGen.Constraints.SchemaValidator.Create(JsonElement.Parse(schema)).Validate(data).Errors.Count == 0;
                Assert.False(isValid, $"{language}: {text} became {parsed.Data} under {schema}");
            }
        }

        Assert.Equal(raw, AnswerParser.Parse(raw, AnswerFormat.Json, JsonElement.Parse("""{"type": "string"}""")).Data!.Value.GetString());
    }

    [Fact]
    public void Refusals_AreFortyInEightLanguages() => Assert.Equal((true, 8), (Refusals.Count >= 40, Refusals.Select(row => row.Data.Item1).Distinct().Count()));
}
