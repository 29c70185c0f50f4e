using System.Net;
using Notejam.Tests.Client;
using Notejam.Tests.Servers;

namespace Notejam.Tests.Accounts;

[Collection(NotejamSuite.Name)]
[Trait("Suite", "wire")]
public sealed class AccountTests(NotejamFixture notejam)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/settings/")]
    [InlineData("/account/")]
    [InlineData("/notes/create/")]
    [InlineData("/pads/create/")]
    public async Task A_stranger_is_sent_to_sign_in(string path)
    {
        using var client = notejam.NewClient();
        var page = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.Redirect, page.Status);
        Assert.Equal($"/signin/?returnUrl={Uri.EscapeDataString(path)}", page.Location);
    }

    [Theory]
    [InlineData("/signup", "Sign Up")]
    [InlineData("/signin", "Sign In")]
    [InlineData("/forgot-password", "Forgot password?")]
    [InlineData("/settings", "Account Settings")]
    [InlineData("/account", "Account Settings")]
    [InlineData("/notes/create", "New note")]
    [InlineData("/pads/create", "New pad")]
    public async Task A_path_works_with_its_trailing_slash_and_without(string path, string heading)
    {
        using var client = notejam.NewClient();
        if (path is not ("/signup" or "/signin" or "/forgot-password")) await client.EnterAsync();
        foreach (var spelling in new[] { path, path + "/" })
        {
            var page = await client.GetAsync(spelling);
            Assert.Equal((HttpStatusCode.OK, heading), (page.Status, page.Heading));
        }
    }

    [Fact]
    public async Task Who_signed_up_can_sign_in_and_out()
    {
        using var client = notejam.NewClient();
        var email = NotejamClient.NewEmail();

        var signedUp = await client.SignUpAsync(email);
        Assert.Equal("/signin/", signedUp.Location);
        Assert.Equal("Account is created. Now you can sign in.", (await client.GetAsync("/signin/")).Flash);

        var signedIn = await client.SignInAsync(email);
        Assert.Equal("/", signedIn.Location);
        var list = await client.GetAsync("/");
        Assert.Equal("All notes (0)", list.Heading);
        Assert.Contains(email, list.Document.QuerySelector("nav")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/", (await client.GetAsync("/signin/")).Location);

        var signedOut = await client.SubmitAsync("/");
        Assert.Equal("/signin/", signedOut.Location);
        Assert.Equal("/signin/?returnUrl=%2F", (await client.GetAsync("/")).Location);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("none", true)]
    [InlineData("same-origin", true)]
    [InlineData("same-site", false)]
    [InlineData("cross-site", false)]
    public async Task A_link_signs_out_unless_it_is_on_another_site(string? site, bool signsOut)
    {
        using var client = notejam.NewClient();
        await client.EnterAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/signout/");
        if (site is not null) request.Headers.Add("Sec-Fetch-Site", site);
        var page = await client.SendAsync(request);
        Assert.Equal(signsOut ? HttpStatusCode.Redirect : HttpStatusCode.OK, page.Status);
        Assert.Equal(signsOut ? HttpStatusCode.Redirect : HttpStatusCode.OK, (await client.GetAsync("/")).Status);
    }

    [Fact]
    public async Task An_ended_session_does_not_come_back_with_its_cookie()
    {
        using var client = notejam.NewClient();
        await client.EnterAsync();
        using var thief = notejam.NewClient();
        thief.Cookies.SetCookies(notejam.Address, client.Cookies.GetCookieHeader(notejam.Address).Replace("; ", ",", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await thief.GetAsync("/")).Status);
        await client.SubmitAsync("/");
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
        Assert.Equal(["Wrong email or password"], page.Errors);
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/")).Status);
    }

    [Theory]
    [InlineData("somebody.unknown@example.com", "long enough", "Wrong email or password")]
    [InlineData("", "long enough", "Email is required")]
    [InlineData("somebody.unknown@example.com", "", "Password is required")]
    [InlineData("", "", "Email is required", "Password is required")]
    [InlineData("nobody", "long enough", "Email is invalid")]
    public async Task Sign_in_says_what_is_wrong(string email, string password, params string[] errors)
    {
        using var client = notejam.NewClient();
        Assert.Equal(errors, (await client.SignInAsync(email, password)).Errors);
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
    [InlineData("", "long enough", "long enough", "Email is required")]
    [InlineData("a@example.com", "", "long enough", "Password is required")]
    [InlineData("a@example.com", "long enough", "", "Password confirmation is required")]
    [InlineData("nobody", "long enough", "long enough", "Email is invalid")]
    [InlineData("a@example.com,b@example.com", "long enough", "long enough", "Email is invalid")]
    [InlineData("a@example.com\r\nBcc: b@example.com", "long enough", "long enough", "Email is invalid")]
    [InlineData("a@example.com", "long enough", "different", "Your passwords do not match")]
    [InlineData("a@example.com", "short", "short", "Password is too short: use 8 characters or more")]
    public async Task Sign_up_says_what_is_wrong(string email, string password, string confirmation, params string[] errors)
    {
        using var client = notejam.NewClient();
        var page = await client.SignUpAsync(email, password, confirmation);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(errors, page.Errors);
    }

    [Fact]
    public async Task Lengths_are_limited()
    {
        using var client = notejam.NewClient();
        var longest = Guid.NewGuid().ToString("N") + new string('x', 75 - 32 - 12) + "@example.com";
        var password = new string('p', 129);
        Assert.Equal(["Email is too long: use 75 characters or fewer"], (await client.SignUpAsync("x" + longest)).Errors);
        Assert.Equal(["Password is too long: use 128 characters or fewer"], (await client.SignUpAsync(longest, password)).Errors);
        Assert.Equal("/signin/", (await client.SignUpAsync(longest, password[1..])).Location);
        Assert.Equal("/", (await client.SignInAsync(longest, password[1..])).Location);
    }

    [Fact]
    public async Task Sign_in_returns_to_the_page_that_was_asked_for()
    {
        using var client = notejam.NewClient();
        var email = NotejamClient.NewEmail();
        await client.SignUpAsync(email);
        var asked = await client.GetAsync("/notes/create/?pad=1");
        var page = await client.SubmitAsync(asked.Location!, ("email", email), ("password", NotejamClient.Password));
        Assert.Equal("/notes/create/?pad=1", page.Location);
    }

    [Theory]
    [InlineData("https://example.org/")]
    [InlineData("//example.org/")]
    [InlineData("/\\example.org/")]
    [InlineData("javascript:alert(1)")]
    public async Task Sign_in_never_leads_to_another_site(string target)
    {
        using var client = notejam.NewClient();
        var email = NotejamClient.NewEmail();
        await client.SignUpAsync(email);
        var page = await client.SubmitAsync($"/signin/?returnUrl={Uri.EscapeDataString(target)}", ("email", email), ("password", NotejamClient.Password));
        Assert.Equal("/", page.Location);
    }
}
