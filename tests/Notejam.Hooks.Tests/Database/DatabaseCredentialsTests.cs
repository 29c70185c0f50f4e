using Notejam.Hooks.Database;
using Notejam.Hooks.Runtime;

namespace Notejam.Hooks.Tests.Database;

public sealed class DatabaseCredentialsTests
{
    [Theory]
    [InlineData("hunter2")]
    [InlineData("[\"hunter2\"]")]
    [InlineData("""{"username":"a"}""")]
    [InlineData("""{"username":"a","password":["hunter2"]}""")]
    [InlineData("""{"username":"a","password":""}""")]
    public void A_value_of_another_form_is_refused_without_showing_it(string value) =>
        Assert.DoesNotContain("hunter2", Assert.Throws<HookException>(() => DatabaseCredentials.Parse(value)).ToString(), StringComparison.Ordinal);

    [Fact]
    public void What_is_written_is_read_and_the_password_is_in_no_text()
    {
        var credentials = new DatabaseCredentials("notejam", "hunter2");
        Assert.Equal(credentials, DatabaseCredentials.Parse(credentials.ToSecret()));
        Assert.DoesNotContain("hunter2", credentials.ToString(), StringComparison.Ordinal);
    }
}
