using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Notejam.Pipeline.Image;

/// <summary>
/// The packages' assemblies with machine code in them (ReadyToRun), which spares each task the compiling at its start. To make
/// them takes longer than all the rest of a publish, and they change only with the packages: so they are kept.
/// </summary>
/// <param name="folder">Where they are kept, a folder for each key.</param>
public sealed class CompiledPackages(string folder)
{
    // Who goes back and forth between branches has a few sets of packages; each takes some 25 MB.
    private const int KeptSets = 4;

    /// <summary>Whether there is anything under a key.</summary>
    public bool Has(string key) => Directory.Exists(FolderOf(key));

    /// <summary>Puts the kept assemblies in the place of the published ones, when all of them are the same assemblies.</summary>
    /// <returns>Whether they were, and are there now.</returns>
    public bool TryApply(string key, string published)
    {
        if (!Has(key)) return false;
        var kept = Directory.GetFiles(FolderOf(key));
        if (!kept.All(file => Path.Combine(published, Path.GetFileName(file)) is var target && File.Exists(target) && Read(target).Id == Read(file).Id)) return false;
        foreach (var file in kept) File.Copy(file, Path.Combine(published, Path.GetFileName(file)), overwrite: true);
        return true;
    }

    /// <summary>Keeps those of the published assemblies that have machine code.</summary>
    public void Keep(string key, string published)
    {
        var unfinished = Path.Combine(folder, $".{key}-{Guid.NewGuid():N}");
        Directory.CreateDirectory(unfinished);
        foreach (var file in Directory.EnumerateFiles(published, "*.dll").Where(file => Read(file).IsCompiled)) File.Copy(file, Path.Combine(unfinished, Path.GetFileName(file)));
        try
        {
            if (Has(key)) Directory.Delete(FolderOf(key), recursive: true);
            Directory.Move(unfinished, FolderOf(key));
        }
        catch (IOException) when (Has(key))
        {
            // Another run was quicker with the same.
            Directory.Delete(unfinished, recursive: true);
        }

        foreach (var old in new DirectoryInfo(folder).GetDirectories().OrderByDescending(item => item.LastWriteTimeUtc).Skip(KeptSets)) old.Delete(recursive: true);
    }

    /// <summary>An assembly's own id, which compiling ahead leaves as it is, and whether it has machine code.</summary>
    internal static (Guid Id, bool IsCompiled) Read(string file)
    {
        using var reader = new PEReader(File.OpenRead(file));
        // A native library.
        if (!reader.HasMetadata) return default;
        var metadata = reader.GetMetadataReader();
        return (metadata.GetGuid(metadata.GetModuleDefinition().Mvid), reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0);
    }

    private string FolderOf(string key) => Path.Combine(folder, key);
}
