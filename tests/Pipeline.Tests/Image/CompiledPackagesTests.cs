using Notejam.Pipeline.Image;

namespace Notejam.Pipeline.Tests.Image;

public sealed class CompiledPackagesTests : IDisposable
{
    // The runtime's own assemblies have machine code, those of this repository have none.
    private static readonly string Compiled = typeof(object).Assembly.Location;
    private static readonly string Plain = typeof(CompiledPackages).Assembly.Location;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("notejam-packages-");

    private string Kept => Path.Combine(_folder.FullName, "kept");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void An_assembly_tells_whether_it_has_machine_code()
    {
        Assert.True(CompiledPackages.Read(Compiled).IsCompiled);
        Assert.False(CompiledPackages.Read(Plain).IsCompiled);
        Assert.NotEqual(CompiledPackages.Read(Compiled).Id, CompiledPackages.Read(Plain).Id);
    }

    [Fact]
    public void What_has_machine_code_is_kept_and_put_in_the_place_of_the_same_assembly()
    {
        var packages = new CompiledPackages(Kept);
        Assert.False(packages.TryApply("a", Published("nothing is kept")));
        packages.Keep("a", Published("first", ("Runtime.dll", Compiled), ("Own.dll", Plain)));
        Assert.Equal(["Runtime.dll"], Directory.GetFiles(Path.Combine(Kept, "a")).Select(Path.GetFileName));

        var again = Published("again", ("Runtime.dll", Compiled), ("Own.dll", Plain));
        Assert.True(packages.TryApply("a", again));
        Assert.True(CompiledPackages.Read(Path.Combine(again, "Runtime.dll")).IsCompiled);
        Assert.False(packages.TryApply("b", again));
    }

    [Fact]
    public void An_assembly_of_another_version_is_not_replaced_and_nothing_beside_it()
    {
        var packages = new CompiledPackages(Kept);
        packages.Keep("a", Published("first", ("Runtime.dll", Compiled), ("Linq.dll", typeof(Enumerable).Assembly.Location)));

        var other = Published("other", ("Runtime.dll", Plain), ("Linq.dll", typeof(Enumerable).Assembly.Location));
        var before = Directory.GetFiles(other).ToDictionary(file => file, File.GetLastWriteTimeUtc);

        Assert.False(packages.TryApply("a", other));
        Assert.Equal(before, Directory.GetFiles(other).ToDictionary(file => file, File.GetLastWriteTimeUtc));
        Assert.Equal(CompiledPackages.Read(Plain).Id, CompiledPackages.Read(Path.Combine(other, "Runtime.dll")).Id);
    }

    [Fact]
    public void Only_the_newest_sets_stay()
    {
        var packages = new CompiledPackages(Kept);
        foreach (var (key, age) in new[] { ("a", 5), ("b", 4), ("c", 3), ("d", 2), ("e", 1) })
        {
            packages.Keep(key, Published("set of " + key, ("Runtime.dll", Compiled)));
            Directory.SetLastWriteTimeUtc(Path.Combine(Kept, key), DateTime.UtcNow.AddDays(-age));
        }

        packages.Keep("f", Published("set of f", ("Runtime.dll", Compiled)));

        Assert.Equal(["c", "d", "e", "f"], Directory.GetDirectories(Kept).Select(Path.GetFileName).Order());
    }

    private string Published(string name, params (string Name, string Source)[] files)
    {
        var folder = _folder.CreateSubdirectory(name).FullName;
        foreach (var (file, source) in files) File.Copy(source, Path.Combine(folder, file));
        return folder;
    }
}
