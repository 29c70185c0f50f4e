using Notejam.Sandbox.Daemon.Handover;
using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Daemon.Handover;

public sealed class HandoverSocketTests
{
    // The older gateway closes its own only after the newer one serves.
    [Fact]
    public void One_that_closes_late_leaves_its_successors_in_place()
    {
        using var folder = new TemporaryFolder();
        var older = HandoverSocket.Listen(folder.Path);
        using var newer = HandoverSocket.Listen(folder.Path);

        older.Dispose();

        using var channel = HandoverSocket.Connect(folder.Path);
        Assert.NotNull(channel);
    }

    [Fact]
    public void One_takes_the_place_of_a_killed_gateways()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "handover"));
        File.WriteAllText(Path.Combine(folder.Path, "handover", "socket"), "");
        File.WriteAllText(Path.Combine(folder.Path, "handover", "new"), "");

        using var listener = HandoverSocket.Listen(folder.Path);
        using var channel = HandoverSocket.Connect(folder.Path);
        Assert.NotNull(channel);
    }
}
