using System.Runtime.Versioning;
using Notejam.Sandbox.State;
using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.State;

[SupportedOSPlatform("linux")]
public sealed class StateStoreTests
{
    [Fact]
    public void Nobody_but_its_owner_may_enter_the_folder_even_when_it_was_open_before()
    {
        using var folder = new TemporaryFolder();
        var state = Directory.CreateDirectory(Path.Combine(folder.Path, "state"));
        new StateStore(folder.Options).Save("rds", new Dictionary<string, string> { ["password"] = "secret" });

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(state.FullName));
        Assert.Equal("secret", new StateStore(folder.Options).Load<Dictionary<string, string>>("rds")["password"]);
    }

    [Fact]
    public void What_is_sealed_stays_as_it_is()
    {
        using var folder = new TemporaryFolder();
        var store = new StateStore(folder.Options);
        store.Save("rds", new Dictionary<string, string> { ["status"] = "final" });
        store.Seal();
        store.Save("rds", new Dictionary<string, string> { ["status"] = "later" });

        Assert.Equal("final", new StateStore(folder.Options).Load<Dictionary<string, string>>("rds")["status"]);
    }
}
