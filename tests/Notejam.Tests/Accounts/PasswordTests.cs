using System.Net;
using Notejam.Tests.Client;
using Notejam.Tests.Servers;

namespace Notejam.Tests.Accounts;

[Collection(NotejamSuite.Name)]
[Trait("Suite", "wire")]
public sealed class PasswordTests(NotejamFixture notejam)
{
    private const string Other = "another good password";

    [Fact]
    public async Task A_changed_password_ends_the_other_sessions_and_keeps_this_one()
    {
        using var here = notejam.NewClient();
        using var elsewhere = notejam.NewClient();
        var email = await here.EnterAsync();
        await elsewhere.SignInAsync(email);

        var changed = await ChangeAsync(here, NotejamClient.Password, Other, Other);
        Assert.Equal("/", changed.Location);
        Assert.Equal("Password is successfully changed", (await here.GetAsync("/")).Flash);
        Assert.Equal(HttpStatusCode.Redirect, (await elsewhere.GetAsync("/")).Status);
        Assert.Equal(["Wrong email or password"], (await elsewhere.SignInAsync(email)).Errors);
        Assert.Equal("/", (await elsewhere.SignInAsync(email, Other)).Location);
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/")).Status);
    }

    [Theory]
    [InlineData("", "", "", "Current password is required", "New password is required", "Password confirmation is required")]
    [InlineData("wrong password", Other, Other, "Current password is wrong")]
    [InlineData(NotejamClient.Password, Other, "yet another one", "Your passwords do not match")]
    [InlineData(NotejamClient.Password, "short", "short", "Password is too short: use 8 characters or more")]
    public async Task Settings_say_what_is_wrong(string old, string first, string second, params string[] errors)
    {
        using var client = notejam.NewClient();
        var email = await client.EnterAsync();
        Assert.Equal(errors, (await ChangeAsync(client, old, first, second)).Errors);
        await client.SubmitAsync("/");
        Assert.Equal("/", (await client.SignInAsync(email)).Location);
    }

    [Fact]
    public async Task The_present_password_cannot_be_guessed_for_long()
    {
        using var client = notejam.NewClient();
        await client.EnterAsync();
        for (var index = 0; index < 10; index++) await ChangeAsync(client, "wrong password", Other, Other);
        Assert.Equal(["Too many failed attempts. Try again in a few minutes."], (await ChangeAsync(client, NotejamClient.Password, Other, Other)).Errors);
    }

    private static Task<NotejamPage> ChangeAsync(NotejamClient client, string old, string first, string second) =>
        client.SubmitAsync("/settings/", ("old_password", old), ("new_password1", first), ("new_password2", second));
}
