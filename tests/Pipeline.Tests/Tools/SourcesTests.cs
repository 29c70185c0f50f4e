namespace Notejam.Pipeline.Tests.Tools;

/// <summary>What the compiler does not see: a wait of one's own compiles.</summary>
public sealed class SourcesTests
{
    // A process, the local engine, a list that is signed anew: none of them is looked at in AWS.
    private static readonly string[] OwnWaits = ["Tools/Waiting/Polling.cs", "Infra/TerraformCli.cs", "Compose/ComposeStage.cs", "Failback/Carriage.cs"];

    [Fact]
    public void Whatever_is_waited_for_in_AWS_is_waited_for_in_one_way() =>
        Assert.Empty(Sources("build/Pipeline").Where(source => source.Text.Contains("Task.Delay(", StringComparison.Ordinal) && !OwnWaits.Any(own => source.Path.EndsWith(own, StringComparison.Ordinal))).Select(source => source.Path));

    private static IEnumerable<(string Path, string Text)> Sources(string folder)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "Notejam.slnx"))) root = root.Parent;
        return Directory.EnumerateFiles(Path.Combine(root.FullName, folder), "*.cs", SearchOption.AllDirectories).Select(file => (file.Replace('\\', '/'), File.ReadAllText(file)));
    }
}
