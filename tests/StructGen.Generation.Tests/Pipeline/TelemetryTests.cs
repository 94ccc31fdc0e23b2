using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using StructGen.Generation.Requests;
using StructGen.Generation.Telemetry;
using StructGen.TestKit;
using StructGen.TestKit.Chat;

namespace StructGen.Generation.Tests.Pipeline;

public class TelemetryTests
{
    [Fact]
    public async Task ExtractAsync_TwoAttempts_AreCountedAndNoDocumentIsLogged()
    {
        var counted = new ConcurrentBag<(string Name, double Value, string Tags)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == StructGenMeter.Name) self.EnableMeasurementEvents(instrument);
            },
        };
        void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var text = string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
            if (text.Contains("model=fake/telemetry", StringComparison.Ordinal) || instrument.Name.Contains("disagreements", StringComparison.Ordinal)) counted.Add((instrument.Name, value, text));
        }

        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.Start();
        var logs = new RecordedLogs();
        // 1.0 is an integer to the specification and to the engine, and none to NJsonSchema.
        var setup = new PipelineSetup { Chat = new ScriptedChatClient("""{"name": "Ann"}""", """{"name": "Ann", "age": 41.0}"""), Logs = logs, Name = "fake/telemetry" };
        var result = await setup.Build().ExtractAsync(PipelineSetup.Ask() with { Model = "fake/telemetry" }, TestContext.Current.CancellationToken);

        Assert.Equal((GenerationOutcome.Answered, SecondOpinion.Differs), (result.Outcome, result.Validation.SecondOpinion));
        Assert.Equal(2, counted.Count(entry => entry.Name == "structgen.attempts"));
        Assert.Equal(20, counted.Where(entry => entry.Name == "structgen.tokens" && entry.Tags.Contains("type=prompt", StringComparison.Ordinal)).Sum(entry => entry.Value));
        Assert.Contains("outcome=Answered", Assert.Single(counted, entry => entry.Name == "structgen.generations").Tags, StringComparison.Ordinal);
        Assert.Contains(counted, entry => entry.Name == "structgen.second_opinion.disagreements" && entry.Tags == "verdict=valid");
        Assert.Contains(logs.Lines, line => line.Contains("NJsonSchema disagrees", StringComparison.Ordinal));
        Assert.Contains(logs.Lines, line => line.Contains("Answered after 2 attempts", StringComparison.Ordinal));
        Assert.DoesNotContain(logs.Lines, line => line.Contains("Ann", StringComparison.Ordinal));
    }
}
