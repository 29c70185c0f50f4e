using System.Net;
using Notejam.Accounts;
using Notejam.Tests.Client;
using Notejam.Tests.Servers;

namespace Notejam.Tests.Accounts;

[Collection(NotejamSuite.Name)]
[Trait("Suite", "wire")]
public sealed class AccountTests(NotejamFixture notejam)
{
    [Fact]
    public async Task A_stranger_is_sent_to_sign_in()
    {
        using var client = notejam.NewClient();
        var page = await client.GetAsync("/");
        Assert.Equal(HttpStatusCode.Redirect, page.Status);
        Assert.Equal("/signin?returnUrl=%2F", page.Location);
    }

    [Fact]
    public async Task Who_signed_up_can_sign_in_and_out()
    {
        using var client = notejam.NewClient();
        var email = NotejamClient.NewEmail();

        var signedUp = await client.SignUpAsync(email);
        Assert.Equal("/signin", signedUp.Location);
        Assert.Equal("User is successfully created. Now you can sign in.", (await client.GetAsync("/signin")).Flash);

        var signedIn = await client.SignInAsync(email);
        Assert.Equal("/", signedIn.Location);
        var list = await client.GetAsync("/");
        Assert.Equal("All notes (0)", list.Heading);
        Assert.Contains(email, list.Document.QuerySelector("nav")!.TextContent, StringComparison.Ordinal);

        var signedOut = await client.SubmitAsync("/");
        Assert.Equal("/signin", signedOut.Location);
        Assert.Equal("/signin?returnUrl=%2F", (await client.GetAsync("/")).Location);
    }

    [Fact]
    public async Task An_ended_session_does_not_come_back_with_its_cookie()
    {
        using var client = notejam.NewClient();
        await client.EnterAsync();
        var cookies = client.Cookies.GetCookieHeader(notejam.Address);
        await client.SubmitAsync("/");

        using var thief = notejam.NewClient();
        thief.Cookies.SetCookies(notejam.Address, cookies.Replace("; ", ",", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Redirect, (await thief.GetAsync("/")).Status);
    }

    [Fact]
    public async Task Email_is_compared_without_case_and_spaces()
    {
        using var client = notejam.NewClient();
        var email = NotejamClient.NewEmail();
        await client.SignUpAsync(email.ToUpperInvariant());
        Assert.Equal("/", (await client.SignInAsync($" {email}")).Location);
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        using var client = notejam.NewClient();
        var email = NotejamClient.NewEmail();
        await client.SignUpAsync(email);
        var page = await client.SignInAsync(email, "wrong password");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(["Wrong password or email"], page.Errors);
    }

    [Fact]
    public async Task An_unknown_email_is_refused_in_the_same_words()
    {
        using var client = notejam.NewClient();
        var page = await client.SignInAsync(NotejamClient.NewEmail());
        Assert.Equal(["Wrong password or email"], page.Errors);
    }

    [Fact]
    public async Task Too_many_failures_block_even_the_right_password()
    {
        using var client = notejam.NewClient();
        var email = NotejamClient.NewEmail();
        await client.SignUpAsync(email);
        for (var attempt = 0; attempt < SignInThrottle.Limit; attempt++) await client.SignInAsync(email, "wrong password");
        Assert.Equal(["Too many failed attempts. Try again in a few minutes."], (await client.SignInAsync(email)).Errors);
    }

    [Fact]
    public async Task An_email_signs_up_once()
    {
        using var client = notejam.NewClient();
        var email = NotejamClient.NewEmail();
        await client.SignUpAsync(email);
        var page = await client.SignUpAsync(email.ToUpperInvariant());
        Assert.Equal(["User with this email is already signed up"], page.Errors);
    }

    [Theory]
    [InlineData("", "", "", "Email is required", "Password is required", "Password confirmation is required")]
    [InlineData("nobody", "long enough", "long enough", "Email is invalid")]
    [InlineData("a@example.com", "long enough", "different", "Password does not match the confirmation")]
    [InlineData("a@example.com", "short", "short", "Password is too short: use 8 characters or more")]
    public async Task Sign_up_says_what_is_wrong(string email, string password, string confirmation, params string[] errors)
    {
        using var client = notejam.NewClient();
        var page = await client.SignUpAsync(email, password, confirmation);
        Assert.Equal(errors, page.Errors);
    }

    [Fact]
    public async Task Sign_in_returns_to_the_page_that_was_asked_for()
    {
        using var client = notejam.NewClient();
        var email = NotejamClient.NewEmail();
        await client.SignUpAsync(email);
        var asked = await client.GetAsync("/notes/create");
        var page = await client.SubmitAsync(asked.Location!, ("Input.Email", email), ("Input.Password", NotejamClient.Password));
        Assert.Equal("/notes/create", page.Location);
    }

    [Fact]
    public async Task Sign_in_never_leads_to_another_site()
    {
        using var client = notejam.NewClient();
        var email = NotejamClient.NewEmail();
        await client.SignUpAsync(email);
        var page = await client.SubmitAsync(
            "/signin?returnUrl=https%3A%2F%2Fexample.org%2F", ("Input.Email", email), ("Input.Password", NotejamClient.Password));
        Assert.Equal("/", page.Location);
    }

    [Fact]
    public async Task A_session_survives_the_task_that_made_it()
    {
        var environment = notejam.Settings.ToEnvironment();
        var first = await NotejamProcess.StartAsync(environment);
        using var before = new NotejamClient(first.Address);
        var email = await before.EnterAsync();
        await first.DisposeAsync();

        await using var second = await NotejamProcess.StartAsync(environment);
        using var after = new NotejamClient(second.Address, before.Cookies);
        var page = await after.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains(email, page.Document.QuerySelector("nav")!.TextContent, StringComparison.Ordinal);
    }
}
