using Notejam.Machine.Packages;

namespace Notejam.Machine.Tests.Packages;

[Trait("Suite", "wire")]
public sealed class RealPackagesTests
{
    [Fact]
    public async Task A_small_package_is_installed_and_the_service_policy_is_as_before()
    {
        var machine = new ThisMachine();
        var policy = new ServicePolicy();
        var before = PolicyText();

        await machine.Packages.EnsureAsync(["hello"]);

        var run = await machine.Runner.RunAsync(Machine.Processes.ProcessCommand.Of("hello"));
        Assert.Equal("Hello, world!\n", run.Output);
        Assert.Equal(before, PolicyText());
        Assert.False(policy.IsInPlace);
    }

    private static string? PolicyText() => File.Exists("/usr/sbin/policy-rc.d") ? File.ReadAllText("/usr/sbin/policy-rc.d") : null;
}
