using Notejam.Machine.Packages;
using Notejam.Machine.Tests.Support;

namespace Notejam.Machine.Tests.Packages;

public sealed class ServicePolicyTests : IDisposable
{
    private const string Own = "#!/bin/sh\n# the machine's own\nexit 0\n";
    private readonly TemporaryFolder _folder = new();

    private string PolicyFile => Path.Combine(_folder.Path, "policy-rc.d");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_machines_own_policy_or_none_is_back_afterwards(bool hasOwn)
    {
        if (hasOwn) _folder.Write("policy-rc.d", Own);
        var policy = new ServicePolicy(PolicyFile);

        using (policy.Deny())
        {
            Assert.Contains(ServicePolicy.Marker, File.ReadAllText(PolicyFile), StringComparison.Ordinal);
            Assert.True(policy.IsInPlace);
        }

        AssertUntouched(hasOwn);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_a_killed_run_left_is_undone_by_the_next(bool hasOwn)
    {
        if (hasOwn) _folder.Write("policy-rc.d", Own);
        new ServicePolicy(PolicyFile).Deny();

        using (new ServicePolicy(PolicyFile).Deny())
        {
        }

        AssertUntouched(hasOwn);
    }

    [Fact]
    public void A_run_killed_between_saving_and_replacing_left_the_own_policy_in_force()
    {
        _folder.Write("policy-rc.d", Own);
        _folder.Write("policy-rc.d.notejam-saved", Own);

        new ServicePolicy(PolicyFile).Recover();

        AssertUntouched(hasOwn: true);
    }

    [Fact]
    public void A_policy_of_somebody_else_is_not_ours()
    {
        _folder.Write("policy-rc.d", Own);

        Assert.False(new ServicePolicy(PolicyFile).IsInPlace);
    }

    public void Dispose() => _folder.Dispose();

    private void AssertUntouched(bool hasOwn)
    {
        string[] expected = hasOwn ? [PolicyFile] : [];
        Assert.Equal(expected, Directory.GetFiles(_folder.Path));
        if (hasOwn) Assert.Equal(Own, File.ReadAllText(PolicyFile));
    }
}
