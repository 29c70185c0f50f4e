using System.Diagnostics;
using Notejam.Machine;
using Notejam.Sandbox.Daemon.Launch;
using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Daemon.Launch;

public sealed class ProgramCopyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static string Origin => AppContext.BaseDirectory;

    [Fact]
    public void The_program_is_copied_with_what_it_needs_and_without_its_neighbours()
    {
        var program = new ProgramCopy(_folder.Path, "v1").Make(Origin);

        Assert.Equal(Path.Combine(_folder.Path, "program", "v1", "Notejam.Sandbox.dll"), program);
        var files = Directory.GetFiles(Path.GetDirectoryName(program)!).Select(Path.GetFileName).ToList();
        Assert.All(
            new[] { "Notejam.Sandbox.dll", "Notejam.Sandbox.deps.json", "Notejam.Sandbox.runtimeconfig.json", "Notejam.Machine.dll", "Npgsql.dll", "Yarp.ReverseProxy.dll", "YamlDotNet.dll", "Docker.DotNet.dll", "CliWrap.dll" },
            part => Assert.Contains(part, files));
        Assert.DoesNotContain(files, file => file!.Contains("xunit", StringComparison.OrdinalIgnoreCase) || file.Contains("Tests", StringComparison.Ordinal));
        Assert.Equal(["v1"], Directory.GetFileSystemEntries(Path.Combine(_folder.Path, "program")).Select(Path.GetFileName));
    }

    [Fact]
    public void A_copy_that_is_there_is_used_as_it_is()
    {
        var program = new ProgramCopy(_folder.Path, "v1").Make(Origin);
        var mark = new DateTime(2001, 2, 3, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(program, mark);

        Assert.Equal(program, new ProgramCopy(_folder.Path, "v1").Make(Origin));
        // As a gateway does that starts its own successor.
        Assert.Equal(program, new ProgramCopy(_folder.Path, "v1").Make(Path.GetDirectoryName(program)! + "/"));
        Assert.Equal(mark, File.GetLastWriteTimeUtc(program));
    }

    [Theory]
    [InlineData("Notejam.Sandbox.dll")]
    [InlineData("Notejam.Sandbox.runtimeconfig.json")]
    [InlineData("Npgsql.dll")]
    public void A_copy_that_lacks_a_part_is_made_again(string part)
    {
        var lost = Path.Combine(Path.GetDirectoryName(new ProgramCopy(_folder.Path, "v1").Make(Origin))!, part);
        File.Delete(lost);
        new ProgramCopy(_folder.Path, "v1").Make(Origin);
        Assert.True(File.Exists(lost));
    }

    [Fact]
    public void Copies_of_other_versions_go_unless_a_process_runs_from_them()
    {
        foreach (var version in new[] { "old", "used", "own", "own.123" }) Directory.CreateDirectory(Path.Combine(_folder.Path, "program", version));
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "read line", "sh", Path.Combine(_folder.Path, "program", "used", "Notejam.Sandbox.dll")]) { RedirectStandardInput = true })!;
        var copy = new ProgramCopy(_folder.Path, "own");

        copy.RemoveOthers();
        Assert.Equal(["own", "used"], Left());

        process.StandardInput.Close();
        process.WaitForExit();
        copy.RemoveOthers();
        Assert.Equal(["own"], Left());

        IEnumerable<string?> Left() => Directory.GetDirectories(Path.Combine(_folder.Path, "program")).Select(Path.GetFileName).Order(StringComparer.Ordinal);
    }

    [Fact]
    public void A_program_that_is_not_there_is_one_message()
    {
        var error = Assert.Throws<MachineException>(() => new ProgramCopy(_folder.Path, "v1").Make("/nonexistent/clone"));
        Assert.StartsWith("The sandbox's program cannot be copied from /nonexistent/clone to ", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
