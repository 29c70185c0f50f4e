using System.Collections;
using System.Net;
using Amazon.Runtime;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Tests.Tools;

public sealed class TraceTextTests
{
    private const string Secret = "hunter2-hunter2";

    public static TheoryData<string> Messages => new()
    {
        """{"username":"notejam","password":"hunter2-hunter2"}""",
        """{"SecretString":"{\"password\":\"hunter2-hunter2\"}"}""",
        "Host=db;Username=notejam;Password=hunter2-hunter2;Port=5432",
        "Password='hunter2-hunter2'",
        "secret_key: hunter2-hunter2",
        "https://user:hunter2-hunter2@registry.example/v2/",
        "https://hunter2-hunter2@registry.example/v2/",
        "GET /?X-Amz-Security-Token=hunter2-hunter2&X-Amz-Signature=hunter2-hunter2",
        "Authorization: AWS4-HMAC-SHA256 Credential=AKIA/x, SignedHeaders=host, Signature=hunter2-hunter2",
        "the header was 'Bearer hunter2-hunter2'",
        "Basic hunter2-hunter2",
        "-----BEGIN RSA PRIVATE KEY-----\nhunter2-hunter2\n-----END RSA PRIVATE KEY-----",
        "the environment has hunter2-from-the-environment in the middle",
        "token eyJhbGciOiJIUzI1NiJ9.eyJodW50ZXIyLWh1bnRlcjIiOjF9.c2lnbmF0dXJl",
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void No_secret_is_in_a_trace(string message)
    {
        var told = Text().Of(new InvalidOperationException("outer", new IOException(message)));
        var headline = Text().Headline(new IOException(message));

        foreach (var text in new[] { told, headline })
        {
            Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
            Assert.DoesNotContain("eyJodW50ZXIy", text, StringComparison.Ordinal);
        }

        Assert.Contains("***", told, StringComparison.Ordinal);
    }

    [Fact]
    public void The_answer_that_the_SDK_could_not_read_is_left_out()
    {
        // As the SDK throws it: its message has the body of the answer in it.
        var unreadable = new AmazonUnmarshallingException("r-1", "/SecretString", $$"""{"SecretString":"{{Secret}}","x":{{Secret}}""", new IOException("inner"), HttpStatusCode.OK);
        Assert.Contains(Secret, unreadable.Message, StringComparison.Ordinal);

        Assert.DoesNotContain("hunter2", Text().Of(unreadable), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_could_not_be_read_is_not_quoted()
    {
        var exception = Assert.Throws<FormatException>(() => int.Parse(Secret, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Contains(Secret, exception.Message, StringComparison.Ordinal);

        Assert.DoesNotContain("hunter2", Text().Of(exception), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_no_JSON_is_not_quoted()
    {
        var exception = Assert.ThrowsAny<System.Text.Json.JsonException>(() => StrictJson.Parse("nhunter2"));
        Assert.Contains("hunter2", exception.Message, StringComparison.Ordinal);

        Assert.DoesNotContain("hunter2", Text().Of(exception), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", Explanation.Of(exception)!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Object reference not set to an instance of an object.")]
    [InlineData("Could not find file '/a/b c/artifacts/scan.json'.")]
    [InlineData("arn:aws:secretsmanager:eu-central-1:123456789012:secret/notejam is not there")]
    public void What_is_no_secret_is_told(string message) =>
        Assert.Contains(message, Text().Of(new InvalidOperationException(message)), StringComparison.Ordinal);

    private static TraceText Text() => new(new Hashtable { ["AWS_SECRET_ACCESS_KEY"] = "hunter2-from-the-environment", ["PATH"] = "scan.json", ["SHORT_TOKEN"] = "a" });
}
