using System.Net;
using Notejam.Tests.Client;
using Notejam.Tests.Servers;

namespace Notejam.Tests.Accounts;

/// <summary>Two tasks on one database and one cache.</summary>
[Collection(NotejamSuite.Name)]
[Trait("Suite", "wire")]
public sealed class SessionTests(NotejamFixture notejam)
{
    [Fact]
    public async Task A_session_moves_between_tasks_and_survives_a_restart_of_both()
    {
        var environment = notejam.Settings.ToEnvironment();
        using var person = notejam.NewClient();
        var email = await person.EnterAsync();
        await using (var first = await NotejamProcess.StartAsync(environment))
        await using (var second = await NotejamProcess.StartAsync(environment))
        {
            foreach (var task in new[] { first, second, first }) await IsInAsync(task, person.Cookies, email);
            // A form that one task drew is taken by the other: they share the keys.
            using var atFirst = new NotejamClient(first.Address, person.Cookies);
            using var atSecond = new NotejamClient(second.Address, person.Cookies);
            var written = await atSecond.PostAsync("/notes/create/", await atFirst.ForgeAsync(("name", "Moved"), ("text", "t")));
            Assert.Equal("/", written.Location);
        }
        await using var restarted = await NotejamProcess.StartAsync(environment);
        await using var other = await NotejamProcess.StartAsync(environment);
        foreach (var task in new[] { restarted, other }) await IsInAsync(task, person.Cookies, email);
    }

    private static async Task IsInAsync(NotejamProcess task, CookieContainer cookies, string email)
    {
        using var client = new NotejamClient(task.Address, cookies);
        var page = await client.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains(email, page.Document.QuerySelector("nav")!.TextContent, StringComparison.Ordinal);
    }
}
