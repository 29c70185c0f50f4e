using System.Net;
using Notejam.Tests.Client;
using Notejam.Tests.Servers;

namespace Notejam.Tests.Accounts;

[Collection(NotejamSuite.Name)]
[Trait("Suite", "wire")]
public sealed class HardeningTests(NotejamFixture notejam)
{
    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        using var client = notejam.NewClient();
        var page = await client.PostAsync("/signin/", ("email", "a@example.com"), ("password", NotejamClient.Password));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal("The form has expired", page.Heading);
    }

    [Theory]
    [InlineData("/signin/")]
    [InlineData("/notejam.css")]
    [InlineData("/nowhere")]
    [InlineData("/health/live")]
    public async Task Every_answer_carries_the_security_headers(string path)
    {
        using var client = notejam.NewClient();
        var headers = (await client.GetAsync(path)).Response.Headers;
        Assert.StartsWith("default-src 'none'; style-src 'self'", Assert.Single(headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(headers.GetValues("X-Content-Type-Options")));
        Assert.False(headers.Contains("Server"));
    }

    [Theory]
    [InlineData("https", true)]
    [InlineData("http", false)]
    public async Task Cookies_are_secure_when_the_load_balancer_was_asked_by_https(string scheme, bool secure)
    {
        using var client = notejam.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/signin/");
        request.Headers.Add("X-Forwarded-Proto", scheme);
        var cookie = Assert.Single(
            (await client.SendAsync(request)).Response.Headers.GetValues("Set-Cookie"),
            text => text.StartsWith("notejam.antiforgery=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(secure, cookie.Contains("secure", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("https", true)]
    [InlineData("http", false)]
    public async Task Browsers_are_bound_to_https_behind_a_load_balancer_that_speaks_it(string scheme, bool bound)
    {
        using var client = notejam.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/signin/");
        request.Headers.Host = "notejam.example";
        request.Headers.Add("X-Forwarded-Proto", scheme);
        var headers = (await client.SendAsync(request)).Response.Headers;
        Assert.Equal(bound ? "max-age=31536000" : null, headers.TryGetValues("Strict-Transport-Security", out var values) ? values.Single() : null);
    }

    [Fact]
    public async Task The_session_cookie_is_out_of_reach_of_scripts_and_other_sites()
    {
        using var client = notejam.NewClient();
        var email = NotejamClient.NewEmail();
        await client.SignUpAsync(email);
        var cookie = Assert.Single(
            (await client.SignInAsync(email)).Response.Headers.GetValues("Set-Cookie"),
            text => text.StartsWith("notejam.session=", StringComparison.Ordinal));
        Assert.Contains("; samesite=lax; httponly", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Pages_have_neither_script_nor_style_of_their_own()
    {
        using var client = notejam.NewClient();
        await client.EnterAsync();
        var pad = await client.MakePadAsync("Pad");
        await client.WriteAsync("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", pad);
        foreach (var path in new[] { "/", $"/pads/{pad}/", $"/pads/{pad}/delete/", "/notes/create/", "/settings/", "/nowhere/" })
            Assert.Empty((await client.GetAsync(path)).Document.QuerySelectorAll("script, style, [style], [onclick], [onerror], img"));
    }

    [Fact]
    public async Task Pages_are_not_cached_and_files_are_cached_by_their_hash()
    {
        using var client = notejam.NewClient();
        var page = await client.GetAsync("/signin/");
        Assert.True(page.Response.Headers.CacheControl!.NoStore);
        var stylesheet = page.Document.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;
        Assert.StartsWith("/notejam.css?v=", stylesheet, StringComparison.Ordinal);
        Assert.Contains("immutable", (await client.GetAsync(stylesheet)).Response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }
}
