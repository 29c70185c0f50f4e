using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Rds.Model;

namespace Notejam.Sandbox.Tests.Rds.Model;

public class EngineVersionsTests
{
    [Theory]
    [InlineData("16.3", "16.3")]
    [InlineData("15.7", "15.7")]
    public void A_minor_version_is_reported_as_asked(string asked, string kept) => Assert.Equal(kept, EngineVersions.Resolve(asked));

    [Theory]
    [InlineData("15")]
    [InlineData("16")]
    [InlineData("17")]
    public void A_major_version_means_its_newest_minor_version(string asked) =>
        Assert.Equal(EngineVersions.All.Last(version => version.StartsWith(asked + ".", StringComparison.Ordinal)), EngineVersions.Resolve(asked));

    [Theory]
    [InlineData("9.6")]
    [InlineData("16.x")]
    [InlineData("16.3.1")]
    [InlineData("latest")]
    public void An_unknown_version_is_refused(string asked) => Assert.Throws<AwsException>(() => EngineVersions.Resolve(asked));
}
