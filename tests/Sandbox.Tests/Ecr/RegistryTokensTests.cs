using Microsoft.Extensions.Time.Testing;
using Notejam.Sandbox.Ecr.Model;
using Notejam.Sandbox.Ecr.Registry;
using Notejam.Sandbox.State;
using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Ecr;

public sealed class RegistryTokensTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(50));
    private readonly RegistryTokens _tokens;

    public RegistryTokensTests() => _tokens = New();

    [Fact]
    public void A_password_is_accepted_for_twelve_hours()
    {
        var header = Header(_tokens.Issue("AKIAX").Password);
        Assert.Equal("AKIAX", _tokens.Find(header)?.AccessKey);

        _time.Advance(TimeSpan.FromHours(12));
        Assert.Null(_tokens.Find(header));
    }

    [Fact]
    public void A_restarted_gateway_accepts_the_passwords_of_its_predecessor() => Assert.NotNull(New().Find(Header(_tokens.Issue("AKIAX").Password)));

    [Fact]
    public void A_password_of_another_sandbox_is_refused()
    {
        using var folder = new TemporaryFolder();
        var other = new RegistryTokens(new EcrStore(new StateStore(folder.Options), _time));

        Assert.Null(_tokens.Find(Header(other.Issue(null).Password)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bearer x")]
    [InlineData("Basic !")]
    [InlineData("Basic QVdT")]
    [InlineData("Basic QVdTOmEuYg==")]
    public void Anything_else_is_refused(string header) => Assert.Null(_tokens.Find(header));

    public void Dispose() => _folder.Dispose();

    private RegistryTokens New() => new(new EcrStore(new StateStore(_folder.Options), _time));

    private static string Header(string password) => "Basic " + RegistryTokens.Encode(password);
}
