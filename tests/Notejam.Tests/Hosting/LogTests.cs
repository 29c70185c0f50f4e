using System.Text.Json;
using Notejam.Tests.Client;
using Notejam.Tests.Servers;

namespace Notejam.Tests.Hosting;

[Collection(NotejamSuite.Name)]
[Trait("Suite", "wire")]
public sealed class LogTests(NotejamFixture notejam)
{
    [Fact]
    public async Task Every_line_is_JSON_and_has_the_id_that_the_answer_tells_and_nothing_private()
    {
        await using var app = await NotejamProcess.StartAsync(notejam.Settings.ToEnvironment());
        using var client = new NotejamClient(app.Address);
        var email = await client.EnterAsync();
        await client.WriteAsync("Private heading", "private-text-of-a-note");
        using var other = new NotejamClient(app.Address);
        await other.SignInAsync(email, "wrong-password-of-the-test");
        var answer = await client.GetAsync("/notes/create/?private-query=1");
        var id = Assert.Single(answer.Response.Headers.GetValues("X-Request-Id"));

        string? line = null;
        await Eventually.HoldsAsync("the request is logged", () => Task.FromResult(
            (line = app.Lines.FirstOrDefault(text => text.Contains(id, StringComparison.Ordinal))) is not null));
        using var entry = JsonDocument.Parse(line!);
        Assert.Matches(@"^GET /notes/create/ 200 in [\d.]+ ms$", entry.RootElement.GetProperty("Message").GetString());
        Assert.All(app.Lines, text => JsonDocument.Parse(text).Dispose());
        foreach (var secret in new[] { email, "Private heading", "private-text-of-a-note", "private-query", "wrong-password-of-the-test", NotejamClient.Password, PostgresServer.Password })
            Assert.DoesNotContain(app.Lines, text => text.Contains(secret, StringComparison.Ordinal));
    }
}
