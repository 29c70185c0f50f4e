using Notejam.Pipeline.Records;
using Notejam.Pipeline.Secrets;

namespace Notejam.Pipeline.Tests.Secrets;

public sealed class ApplicationSecretTests
{
    private const string Good = "0123456789abcdef0123456789abcdef";

    [Fact]
    public void Generated_values_are_accepted_and_never_the_same()
    {
        var secret = ApplicationSecret.Generate();
        Assert.Equal(["secret_key"], ApplicationSecret.Parse(secret.ToJson(), "x").Keys);
        Assert.NotEqual(secret.ToJson(), ApplicationSecret.Generate().ToJson());
    }

    [Fact]
    public void The_order_in_a_file_makes_no_difference()
    {
        var one = ApplicationSecret.Parse($$"""{"secret_key":"{{Good}}","smtp_password":"p"}""", "x");
        var other = ApplicationSecret.Parse($$"""{ "smtp_password": "p", "secret_key": "{{Good}}" }""", "x");
        Assert.Equal((one.ToJson(), one.Token), (other.ToJson(), other.Token));
    }

    [Theory]
    [InlineData("hunter2-hunter2-hunter2-hunter2-hunter2", "f.json is no JSON (line 1, byte 1)")]
    [InlineData("""{"secret_key":"hunter2","secret_key":"hunter2"}""", "f.json has a value twice")]
    [InlineData("""["hunter2"]""", "f.json is no JSON object")]
    [InlineData("""{"smtp_password":"hunter2"}""", "f.json has no secret_key")]
    [InlineData("""{"secret_key":"hunter2"}""", "f.json has a secret_key of 7 characters")]
    [InlineData("""{"secret_key":42}""", "f.json gives secret_key no text")]
    [InlineData("""{"secret_key":""}""", "f.json gives secret_key no text")]
    [InlineData("""{"Secret Key":"hunter2"}""", "f.json has a value named 'Secret Key'")]
    [InlineData("""{"secret_key":null}""", "f.json gives secret_key no text")]
    [InlineData("""{"secret_key":["hunter2"]}""", "f.json gives secret_key no text")]
    [InlineData("""{"secret_key\n":"hunter2-hunter2-hunter2-hunter2-hunter2"}""", "f.json has a value named 'secret_key")]
    // Half a character is no text in any encoding.
    [InlineData("""{"secret_key":"hunter2-hunter2-hunter2-hunter2-hunter2-\ud800"}""", "f.json is no JSON (line 1, byte 15)")]
    [InlineData("""{"secret_key":"hunter2-hunter2-hunter2-hunter2-hunter2","\ud800":"x"}""", "f.json is no JSON")]
    [InlineData("""{"secret_key":"hunter2-hunter2-hunter2-hunter2-hunter2","a":{"\udfff":1}}""", "f.json is no JSON")]
    public void What_cannot_be_used_is_refused_with_the_reason_and_without_a_value(string json, string reason)
    {
        var refused = Assert.Throws<RequestException>(() => ApplicationSecret.Parse(json, "f.json"));
        Assert.StartsWith(reason, refused.Cause, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refused.ToString(), StringComparison.Ordinal);
    }
}
