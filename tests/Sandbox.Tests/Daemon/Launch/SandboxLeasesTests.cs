using System.Diagnostics;
using System.Text.Json;
using Notejam.Machine.Docker;
using Notejam.Sandbox.Daemon.Launch;
using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Daemon.Launch;

public sealed class SandboxLeasesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_does_not_count_as_another_to_itself()
    {
        var leases = new SandboxLeases(_folder.Path, TimeProvider.System);
        leases.Take(new SandboxUser("/a", "./build.sh Deploy"), "v1");
        leases.Take(new SandboxUser("/a", "./build.sh Deploy"), "v1");

        Assert.Empty(leases.Others());
        Assert.Single(Directory.GetFiles(Path.Combine(_folder.Path, "users")));
    }

    [Fact]
    public void A_lease_lasts_as_long_as_its_process()
    {
        var leases = new SandboxLeases(_folder.Path, TimeProvider.System);
        using var other = Process.Start("sleep", "60");
        try
        {
            Write(other.Id, DaemonRecord.StartTicksOf(other.Id)!.Value);
            Assert.Equal((other.Id, "/b"), leases.Others().Select(lease => (lease.ProcessId, lease.Folder)).Single());
        }
        finally
        {
            other.Kill();
            other.WaitForExit();
        }

        Assert.Empty(leases.Others());
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder.Path, "users")));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"ProcessId":1,"StartTicks":-1,"Folder":"/b","Command":"x","Since":"2026-01-01T00:00:00Z","Version":"v"}""")]
    public void What_is_no_lease_of_a_running_process_is_removed(string content)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "users"));
        File.WriteAllText(Path.Combine(_folder.Path, "users", "1.json"), content);

        Assert.Empty(new SandboxLeases(_folder.Path, TimeProvider.System).Others());
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder.Path, "users")));
    }

    private void Write(int processId, long ticks)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "users"));
        File.WriteAllText(Path.Combine(_folder.Path, "users", processId + ".json"), JsonSerializer.Serialize(new SandboxLease(processId, ticks, "/b", "x", DateTimeOffset.UtcNow, "v")));
    }
}
