using System.Globalization;
using System.Net;
using Notejam.Tests.Client;
using Notejam.Tests.Servers;
using Npgsql;

namespace Notejam.Tests.Accounts;

/// <summary>A task that mails to a catcher.</summary>
[Collection(NotejamSuite.Name)]
[Trait("Suite", "wire")]
public sealed class ForgotPasswordTests(NotejamFixture notejam) : IAsyncLifetime
{
    private const string Answer = "If there is an account with this email, we have sent a link to a new password.";
    private const string New = "a brand new password";

    private MailCatcher catcher = null!;
    private NotejamProcess app = null!;

    public async Task InitializeAsync()
    {
        catcher = await MailCatcher.StartAsync();
        app = await NotejamProcess.StartAsync(Environment());
    }

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        await catcher.DisposeAsync();
    }

    [Fact]
    public async Task A_mailed_link_sets_a_new_password_once_and_ends_all_sessions()
    {
        using var session = new NotejamClient(app.Address);
        var email = await session.EnterAsync();
        using var client = new NotejamClient(app.Address);
        Assert.Equal("/signin/", (await AskAsync(client, email)).Location);
        Assert.Equal(Answer, (await client.GetAsync("/signin/")).Flash);

        var link = await catcher.LinkAsync(email);
        Assert.Equal(["Your passwords do not match"], (await client.SubmitAsync(link, ("new_password1", New), ("new_password2", "other password"))).Errors);
        Assert.Equal("/signin/", (await SetAsync(client, link)).Location);
        Assert.Equal("Password is successfully changed", (await client.GetAsync("/signin/")).Flash);
        Assert.Equal(HttpStatusCode.Redirect, (await session.GetAsync("/")).Status);
        Assert.Equal(["Wrong email or password"], (await client.SignInAsync(email)).Errors);
        Assert.Equal("/", (await client.SignInAsync(email, New)).Location);
        await DoesNotWorkAsync(link);
    }

    [Fact]
    public async Task An_unknown_address_is_answered_alike_and_gets_no_mail()
    {
        using var client = new NotejamClient(app.Address);
        var (unknown, known) = (NotejamClient.NewEmail(), NotejamClient.NewEmail());
        await client.SignUpAsync(known);
        await client.GetAsync("/signin/");
        Assert.Equal("/signin/", (await AskAsync(client, unknown)).Location);
        Assert.Equal(Answer, (await client.GetAsync("/signin/")).Flash);
        // Wishes are met one after the other: when the second's mail is here, the first's would be as well.
        await AskAsync(client, known);
        await catcher.LinkAsync(known);
        Assert.DoesNotContain(await catcher.MailsAsync(), mail => mail.To.Contains(unknown, StringComparison.Ordinal));
        Assert.Contains("Your Notejam password", await catcher.PageAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_newest_link_works_and_none_after_its_time()
    {
        using var client = new NotejamClient(app.Address);
        var email = NotejamClient.NewEmail();
        await client.SignUpAsync(email);
        await AskAsync(client, email);
        var first = await catcher.LinkAsync(email);
        await AskAsync(client, email);
        var second = await catcher.LinkAsync(email, count: 2);
        await DoesNotWorkAsync(first);
        Assert.NotNull((await client.GetAsync(second)).Document.QuerySelector("[name=new_password1]"));

        await using var source = NpgsqlDataSource.Create(notejam.Postgres.ConnectionString(notejam.Settings.Database));
        await using var expire = source.CreateCommand("UPDATE password_resets SET expires_at = now() - interval '1 second' WHERE user_id = (SELECT id FROM users WHERE email = $1)");
        expire.Parameters.Add(new() { Value = email });
        Assert.Equal(1, await expire.ExecuteNonQueryAsync());
        await DoesNotWorkAsync(second);
    }

    [Fact]
    public async Task The_database_does_not_hold_what_the_link_carries()
    {
        using var client = new NotejamClient(app.Address);
        var email = NotejamClient.NewEmail();
        await client.SignUpAsync(email);
        await AskAsync(client, email);
        var token = (await catcher.LinkAsync(email)).Split("token=")[1];
        await using var source = NpgsqlDataSource.Create(notejam.Postgres.ConnectionString(notejam.Settings.Database));
        await using var rows = source.CreateCommand("SELECT string_agg(encode(token_hash, 'escape') || encode(token_hash, 'base64'), ' ') FROM password_resets");
        Assert.DoesNotContain(token[..20], (string)(await rows.ExecuteScalarAsync())!, StringComparison.Ordinal);
        Assert.DoesNotContain(app.Lines, line => line.Contains(token, StringComparison.Ordinal) || line.Contains(email, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?token=")]
    [InlineData("?token=nonsense")]
    public async Task A_link_that_nobody_was_sent_does_not_work(string query) => await DoesNotWorkAsync("/reset-password/" + query);

    [Fact]
    public async Task A_mailbox_is_not_flooded()
    {
        using var client = new NotejamClient(app.Address);
        var (email, last) = (NotejamClient.NewEmail(), NotejamClient.NewEmail());
        await client.SignUpAsync(email);
        await client.SignUpAsync(last);
        for (var wish = 0; wish < 5; wish++) Assert.Equal("/signin/", (await AskAsync(client, email)).Location);
        await AskAsync(client, last);
        await catcher.LinkAsync(last);
        Assert.Equal(3, (await catcher.MailsAsync()).Count(mail => mail.To.Contains(email, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Mail__Host", null)]
    [InlineData("Mail__Sealed", "true")]
    public async Task A_sealed_task_sends_nothing_and_says_so(string variable, string? value)
    {
        var environment = Environment();
        environment[variable] = value;
        await using var task = await NotejamProcess.StartAsync(environment);
        using var client = new NotejamClient(task.Address);
        var email = NotejamClient.NewEmail();
        await client.SignUpAsync(email);
        Assert.Equal("/signin/", (await AskAsync(client, email)).Location);
        await Eventually.HoldsAsync("the log says so", () => Task.FromResult(task.Lines.Any(line => line.Contains("Mail is sealed", StringComparison.Ordinal))));
        Assert.DoesNotContain(await catcher.MailsAsync(), mail => mail.To.Contains(email, StringComparison.Ordinal));
    }

    private static Task<NotejamPage> AskAsync(NotejamClient client, string email) => client.SubmitAsync("/forgot-password/", ("email", email));

    private static Task<NotejamPage> SetAsync(NotejamClient client, string link) => client.SubmitAsync(link, ("new_password1", New), ("new_password2", New));

    private async Task DoesNotWorkAsync(string link)
    {
        using var client = new NotejamClient(app.Address);
        Assert.Equal(["This link does not work: it was used already, or it is too old."], (await client.GetAsync(link)).Errors);
    }

    private Dictionary<string, string?> Environment()
    {
        var environment = notejam.Settings.ToEnvironment();
        environment["Mail__Host"] = "127.0.0.1";
        environment["Mail__Port"] = catcher.SmtpPort.ToString(CultureInfo.InvariantCulture);
        environment["Mail__Encryption"] = "None";
        environment["Application__Url"] = "https://notejam.example";
        environment["Application__Secret"] = """{"secret_key": "a key of this test", "smtp_password": "unused"}""";
        return environment;
    }
}
