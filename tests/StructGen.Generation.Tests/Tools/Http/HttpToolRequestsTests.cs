using System.Text.Json;
using CsCheck;
using StructGen.Generation.Tools.Http;

namespace StructGen.Generation.Tests.Tools.Http;

public class HttpToolRequestsTests
{
    private static readonly ToolSecrets NoSecrets = new(new Dictionary<string, string>());

    [Fact]
    public void Build_AnyTextInThePath_StaysInItsSegmentOfTheSameHost()
        => Gen.String.Sample(text =>
        {
            Uri address;
            try
            {
                address = Build(new HttpBinding { Url = "https://api.example.com/cities/{city}/forecast" }, new { city = text }).RequestUri!;
            }
            catch (ToolFaultException)
            {
                return text is "" || PathSegments.LeadsElsewhere(Uri.EscapeDataString(text));
            }

            return address.Host == "api.example.com" && address.Segments is ["/", "cities/", _, "forecast"] && address.Query.Length == 0 && address.Fragment.Length == 0;
        });

    [Theory]
    [InlineData("https://api.example.com/{a}{b}/x", ".", ".")]
    [InlineData("https://api.example.com/{a}/{b}", "x", "..")]
    [InlineData("https://api.example.com/{a}/{b}", "x", "%2e%2e")]
    [InlineData("https://api.example.com/{a}/{b}", "x", "%252E.")]
    [InlineData("https://api.example.com/{a}/{b}", "x", "..;v=1")]
    [InlineData("https://api.example.com/{a}/{b}", "x", "../admin")]
    [InlineData("https://api.example.com/{a}/{b}", "x", "..\\admin")]
    [InlineData("https://api.example.com/{a}%2e/{b}", ".", "x")]
    public void Build_ArgumentsThatMakeADotSegment_AreRefused(string url, string a, string b)
        => Assert.Throws<ToolFaultException>(() => Build(new HttpBinding { Url = url }, new { a, b }));

    [Fact]
    public void Build_Get_SendsTheRestAsQuery()
    {
        var binding = new HttpBinding { Url = "https://api.example.com/{id}?v=2", Query = new Dictionary<string, string> { ["q"] = "{text}", ["fixed"] = "1", ["gone"] = "{absent}" } };
        var request = Build(binding, new { id = 7, text = "a&b=c", tags = new[] { "x", "y z" }, flag = true, nothing = (string?)null });
        Assert.Equal("https://api.example.com/7?v=2&q=a%26b%3Dc&fixed=1&tags=x&tags=y%20z&flag=true", request.RequestUri!.AbsoluteUri);
        Assert.Null(request.Content);
    }

    [Fact]
    public async Task Build_Post_SendsTheRestAsJson()
    {
        var request = Build(new HttpBinding { Method = "POST", Url = "https://api.example.com/{id}" }, new { id = "a/b", count = 2, tags = new[] { "x" } });
        Assert.Equal("https://api.example.com/a%2Fb", request.RequestUri!.AbsoluteUri);
        Assert.Equal("""{"count":2,"tags":["x"]}""", await request.Content!.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var whole = Build(new HttpBinding { Method = "PUT", Url = "https://api.example.com/", Body = "body" }, new { body = new[] { 1, 2 }, dry = true });
        Assert.Equal("[1,2]", await whole.Content!.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("?dry=true", whole.RequestUri!.Query);
    }

    [Fact]
    public void Build_Headers_HoldSecretsAndArgumentsButNoLineBreaks()
    {
        var binding = new HttpBinding { Url = "https://api.example.com/", Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer {secret:KEY}", ["X-Trace"] = "{trace}", ["X-Gone"] = "{absent}" } };
        var secrets = new ToolSecrets(new Dictionary<string, string> { ["KEY"] = "s3cr\"et" });
        var request = HttpToolRequests.Build(binding, Json(new { trace = "t1" }), secrets);
        Assert.Equal("Bearer s3cr\"et", request.Headers.GetValues("Authorization").Single());
        Assert.Equal("t1", request.Headers.GetValues("X-Trace").Single());
        Assert.False(request.Headers.Contains("X-Gone"));
        Assert.Equal("""{"echo": "[secret]", "raw": [secret], "url": "[secret]"}""", secrets.Strike("""{"echo": "s3cr\u0022et", "raw": s3cr"et, "url": "s3cr%22et"}"""));
        Assert.Throws<ToolFaultException>(() => HttpToolRequests.Build(binding, Json(new { trace = "t\r\nX: y" }), secrets));
        Assert.Throws<ToolFaultException>(() => HttpToolRequests.Build(binding, Json(new { trace = "t" }), NoSecrets));
    }

    [Theory]
    [InlineData("https://api.example.com/x", true)]
    [InlineData("https://API.EXAMPLE.COM/x", true)]
    [InlineData("https://api.example.com:8443/x", false)]
    [InlineData("http://api.example.com/x", false)]
    [InlineData("https://example.com/x", false)]
    [InlineData("https://a.b.wild.org/x", true)]
    [InlineData("https://wild.org/x", false)]
    [InlineData("https://evilwild.org/x", false)]
    [InlineData("https://api.example.com.evil.org/x", false)]
    [InlineData("https://port.org:8443/x", true)]
    [InlineData("https://port.org/x", false)]
    [InlineData("https://[2606:4700::1]/x", true)]
    public void Refusal_HostsOfTheList_AreAllowedAndNoOthers(string address, bool allowed)
    {
        var options = new HttpToolOptions { AllowedHosts = { "api.example.com", "*.wild.org", "port.org:8443", "[2606:4700::1]" } };
        Assert.Equal(allowed, AllowedHosts.Refusal(new Uri(address), options) is null);
        Assert.NotNull(AllowedHosts.Refusal(new Uri(address), new HttpToolOptions()));
    }

    [Theory]
    [InlineData("/url", "ftp://x.org/", "GET", null, null)]
    [InlineData("/url", "/relative", "GET", null, null)]
    [InlineData("/url", "https://{city}.x.org/", "GET", null, null)]
    [InlineData("/url", "https://u:p@x.org/", "GET", null, null)]
    [InlineData("/url", "https://x.org/{secret:KEY}", "GET", null, null)]
    [InlineData("/url", "https://x.org/{}", "GET", null, null)]
    [InlineData("/url", "https://x.org/a/%2e%2e/{city}", "GET", null, null)]
    [InlineData("/url", "https://x.org/a/../{city}", "GET", null, null)]
    [InlineData("/url", "https://x.org/a/..;x/{city}?q=1", "GET", null, null)]
    [InlineData("/method", "https://x.org/", "TRACE", null, null)]
    [InlineData("/headers/Host", "https://x.org/", "GET", "Host", "y.org")]
    [InlineData("/headers/Authorization", "https://x.org/", "GET", "Authorization", "Bearer sk-123")]
    [InlineData("/headers/X-Api-Key", "https://x.org/", "GET", "X-Api-Key", "abc")]
    [InlineData("/headers/X-A", "https://x.org/", "GET", "X-A", "b\nc")]
    [InlineData("", "https://x.org/{town}", "GET", null, null)]
    [InlineData(null, "https://x.org/{city}", "GET", "Authorization", "Bearer {secret:KEY}")]
    public void Fault_WhatCannotBeRegistered_IsToldByItsPlace(string? pointer, string url, string method, string? header, string? value)
    {
        var binding = new HttpBinding { Url = url, Method = method, Headers = header is null ? null : new Dictionary<string, string> { [header] = value! } };
        Assert.Equal(pointer, HttpBindingRules.Fault(binding, Json(new { properties = new { city = true } }))?.Pointer);
    }

    private static HttpRequestMessage Build(HttpBinding binding, object arguments) => HttpToolRequests.Build(binding, Json(arguments), NoSecrets);

    private static JsonElement Json(object value) => JsonSerializer.SerializeToElement(value);
}
