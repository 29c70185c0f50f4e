using System.Reflection;

namespace Notejam.Infra.Tests;

/// <summary>The folder <c>infra/</c> of this repository.</summary>
internal static class InfraFolder
{
    public static string Path { get; } = System.IO.Path.Combine(Root, "infra");

    /// <summary>Names of the modules.</summary>
    public static TheoryData<string> Modules => [.. NamesIn("modules")];

    /// <summary>Names of the stacks.</summary>
    public static TheoryData<string> Stacks => [.. NamesIn("stacks")];

    /// <summary>Modules and stacks, each as a path below <see cref="Path" />.</summary>
    public static IReadOnlyList<string> ConfigurationNames { get; } =
        [.. NamesIn("modules").Select(name => $"modules/{name}"), .. NamesIn("stacks").Select(name => $"stacks/{name}")];

    /// <summary>The same, for theories.</summary>
    public static TheoryData<string> Configurations => [.. ConfigurationNames];

    /// <summary>Names of the files in <c>environments/</c>.</summary>
    public static TheoryData<string> Environments =>
        [.. Directory.EnumerateFiles(System.IO.Path.Combine(Path, "environments"), "*.tfvars").Select(file => System.IO.Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    /// <summary>The text of all of a configuration's Terraform files.</summary>
    public static string TextOf(string configuration) =>
        string.Join('\n', Directory.EnumerateFiles(System.IO.Path.Combine(Path, configuration), "*.tf").Order(StringComparer.Ordinal).Select(File.ReadAllText));

    private static IEnumerable<string> NamesIn(string folder) =>
        Directory.EnumerateDirectories(System.IO.Path.Combine(Path, folder)).Select(directory => System.IO.Path.GetFileName(directory)).Order(StringComparer.Ordinal);

    /// <summary>The repository.</summary>
    public static string Root =>
        typeof(InfraFolder).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;
}
