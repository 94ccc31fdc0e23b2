using System.Text.Json;
using System.Text.Json.Serialization;

namespace StructGen.Api;

/// <summary>An enumeration as its name in camelCase, never as a number.</summary>
internal sealed class CamelCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
