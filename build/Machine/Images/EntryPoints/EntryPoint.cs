namespace Notejam.Machine.Images.EntryPoints;

/// <summary>The shell scripts beside this file, which are part of the assembly.</summary>
public static class EntryPoint
{
    /// <summary>Where images have it.</summary>
    public const string Path = "usr/local/bin/docker-entrypoint.sh";

    /// <summary>A script ("postgres", "redis") as an item of an image.</summary>
    public static LayerItem Item(string name)
    {
        var resource = $"{typeof(EntryPoint).Namespace}.{name}.sh";
        using var stream = typeof(EntryPoint).Assembly.GetManifestResourceStream(resource)
            ?? throw new ArgumentException($"there is no entry point '{name}'", nameof(name));
        using var reader = new StreamReader(stream);
        // A checkout with Windows line ends must give the same image.
        var text = reader.ReadToEnd().ReplaceLineEndings("\n");
        return new LayerItem.Text(Path, text) { Mode = Permissions.Program };
    }
}
