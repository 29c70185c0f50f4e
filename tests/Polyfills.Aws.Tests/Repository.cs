namespace Notejam.Polyfills.Aws.Tests;

/// <summary>The repository that is tested.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Notejam.slnx"))) folder = folder.Parent;
        return folder.FullName;
    }
}
