using Notejam.Build.Hosting;

namespace Notejam.Build.Tests.Hosting;

/// <summary>Where the log of a run goes, beside other runs.</summary>
public sealed class LogFolderTests : IDisposable
{
    private readonly string _temporary = Directory.CreateTempSubdirectory("build-log-").FullName;

    public void Dispose() => Directory.Delete(_temporary, recursive: true);

    [Fact]
    public void A_run_alone_writes_to_the_usual_place()
    {
        using var log = LogFolder.Take(_temporary);
        Assert.Equal(_temporary, log.Path);
    }

    [Theory]
    // Windows knows no other way; here it is what NUKE asks for.
    [InlineData(FileAccess.Write, FileShare.None)]
    // As Serilog has it open.
    [InlineData(FileAccess.Write, FileShare.Read)]
    [InlineData(FileAccess.Read, FileShare.Read)]
    public async Task A_log_that_is_open_is_left_alone(FileAccess access, FileShare share)
    {
        var path = Path.Combine(_temporary, "build.log");
        await File.WriteAllTextAsync(path, "of another run");
        using (new FileStream(path, FileMode.Open, access, share))
        {
            using var log = LogFolder.Take(_temporary);
            Assert.Equal(Path.Combine(_temporary, "logs", "run-2"), log.Path);
            EmptyAsNukeDoes(log);
        }

        Assert.Equal("of another run", await File.ReadAllTextAsync(path));
    }

    [Fact]
    public void A_log_that_cannot_be_written_is_left_alone()
    {
        Directory.CreateDirectory(Path.Combine(_temporary, "build.log"));
        using var log = LogFolder.Take(_temporary);
        Assert.Equal(Path.Combine(_temporary, "logs", "run-2"), log.Path);
    }

    [Fact]
    public void Runs_side_by_side_have_a_folder_each_and_the_next_one_the_first_that_is_free()
    {
        using var first = LogFolder.Take(_temporary);
        var second = LogFolder.Take(_temporary);
        using var third = LogFolder.Take(_temporary);
        foreach (var log in new[] { first, second, third }) EmptyAsNukeDoes(log);
        Assert.Equal(3, new[] { first.Path, second.Path, third.Path }.Distinct().Count());
        second.Dispose();
        using var fourth = LogFolder.Take(_temporary);
        Assert.Equal(second.Path, fourth.Path);
    }

    // NUKE's Logging asks its build, an INukeBuild, for the folder.
    [Fact]
    public void NUKE_is_told_a_folder_that_is_this_run_s_alone()
    {
        string told = ((Nuke.Common.INukeBuild)new Notejam.Build.Build()).TemporaryDirectory;
        using var other = LogFolder.Take(Nuke.Common.NukeBuild.TemporaryDirectory);
        Assert.StartsWith((string)Nuke.Common.NukeBuild.TemporaryDirectory, told, StringComparison.Ordinal);
        Assert.NotEqual(told, other.Path);
    }

    private static void EmptyAsNukeDoes(LogFolder log)
    {
        using var file = File.OpenWrite(Path.Combine(log.Path, "build.log"));
        file.SetLength(0);
    }
}
