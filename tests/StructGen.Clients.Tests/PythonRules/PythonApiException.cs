namespace StructGen.Clients.Tests.PythonRules;

/// <summary>Where openai-python would raise.</summary>
internal sealed class PythonApiException(string message) : Exception(message);
