using Notejam.Machine.Processes;
using Notejam.Sandbox.Daemon;
using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Daemon;

public sealed class SandboxVersionTests
{
    private static readonly string[] Inputs = ["build/Sandbox/Program.cs A1", "build/Machine/ThisMachine.cs B2", "package YamlDotNet 18.1.0"];

    [Fact]
    public void The_order_of_files_and_the_end_of_lines_do_not_matter() =>
        Assert.Equal(SandboxVersion.Of(Inputs), SandboxVersion.Of([.. Inputs.Reverse().Select(line => line + "\r"), ""]));

    [Theory]
    [InlineData("build/Sandbox/Program.cs A2", "build/Machine/ThisMachine.cs B2", "package YamlDotNet 18.1.0")]
    [InlineData("build/Sandbox/Main.cs A1", "build/Machine/ThisMachine.cs B2", "package YamlDotNet 18.1.0")]
    [InlineData("build/Sandbox/Program.cs A1", "build/Machine/ThisMachine.cs B2", "package YamlDotNet 18.1.1")]
    [InlineData("build/Sandbox/Program.cs A1", "build/Machine/ThisMachine.cs B2")]
    public void Every_input_counts(params string[] inputs) => Assert.NotEqual(SandboxVersion.Of(Inputs), SandboxVersion.Of(inputs));
}

[Trait("Suite", "wire")]
public sealed class SandboxVersionWireTests : IDisposable
{
    private static readonly string[] Sources = ["build/Sandbox", "build/Machine"];
    private readonly TemporaryFolder _one = new();
    private readonly TemporaryFolder _other = new();

    public void Dispose()
    {
        _one.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task Two_clones_have_one_version_which_changes_with_the_sandbox_alone()
    {
        var clone = Path.Combine(_one.Path, "a clone");
        var second = Path.Combine(_other.Path, "elsewhere", "it");
        Copy(clone);
        Copy(second);
        Append(second, "README.md");
        Append(second, "app/Notejam/Program.cs");
        Append(second, "build/_build/Build.cs");
        Append(second, "build/Sandbox/README.md");
        Append(second, "Directory.Packages.props", "<!-- -->");
        var inputs = await InputsAsync(clone);
        Assert.Equal(SandboxVersion.Of(inputs), SandboxVersion.Of(await InputsAsync(second)));

        string[] changed = ["build/Sandbox/Elb/Traffic/Glob.cs", "build/Sandbox/Daemon/Page/index.html", "build/Machine/ThisMachine.cs", "build/Sandbox/New/Thing.cs", "Directory.Build.props"];
        foreach (var part in changed) Append(second, part, part.EndsWith("props", StringComparison.Ordinal) ? "<!-- -->" : "// more");
        Assert.Equal(changed.Order(), (await InputsAsync(second)).Except(inputs).Select(line => line.Split(' ')[0]).Order());
    }

    // The target alone: what it lists does not depend on a compiler.
    private static async Task<string[]> InputsAsync(string clone)
    {
        var list = Path.Combine(clone, "inputs.txt");
        var run = await new ProcessRunner().RunAsync(new ProcessCommand("dotnet",
            ["msbuild", Path.Combine(clone, "build", "Sandbox", "Sandbox.csproj"), "-t:HashSandboxInputs", "-p:SandboxInputsFile=" + list, "-nologo", "-v:q"]));
        Assert.True(run.Succeeded, run.Output + run.Error);
        return await File.ReadAllLinesAsync(list);
    }

    private static void Copy(string clone)
    {
        var root = Root();
        foreach (var file in Sources.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(root, "Directory.*")))
        {
            var target = Path.Combine(clone, Path.GetRelativePath(root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static void Append(string clone, string file, string text = "// more")
    {
        var path = Path.Combine(clone, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.AppendAllText(path, text);
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Notejam.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
