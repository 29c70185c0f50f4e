using System.Formats.Tar;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Source;

/// <summary>Finds symbolic links of an export whose target is not in it: what they stand for would be missing, or be of this machine.</summary>
internal static class ExportedLinks
{
    /// <summary>Looks through the archive.</summary>
    /// <exception cref="PipelineException">There are such links; each is named.</exception>
    public static void Check(string archive)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var links = new List<(string Name, string Target)>();
        using var file = File.OpenRead(archive);
        using var reader = new TarReader(file);
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry.EntryType == TarEntryType.SymbolicLink) links.Add((entry.Name, entry.LinkName));
            names.Add(entry.Name.TrimEnd('/'));
        }

        if (links.Where(link => Resolve(link.Name, link.Target) is not { } target || !names.Contains(target)).ToList() is not { Count: > 0 } stray) return;
        throw new PipelineException(
            $"{string.Join(", ", stray.Select(link => $"{link.Name} → {link.Target}"))}: {(stray.Count == 1 ? "this symbolic link leads" : "these symbolic links lead")} out of the sources that are built.",
            "Replace it by what it stands for, or let it lead to a file beside it.");
    }

    /// <summary>Where a link leads, in the archive; null when it leads out of it.</summary>
    private static string? Resolve(string link, string target)
    {
        if (target.StartsWith('/')) return null;
        var parts = new Stack<string>(link.Split('/')[..^1]);
        foreach (var part in target.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".") continue;
            if (part != "..") parts.Push(part);
            else if (!parts.TryPop(out _)) return null;
        }

        return string.Join('/', parts.Reverse());
    }
}
