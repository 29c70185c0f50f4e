using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace Notejam.Sandbox.Tests;

/// <summary>The sandbox's folders: which may know which.</summary>
public sealed class FolderTests
{
    private const string Root = "Notejam.Sandbox.";

    [Fact]
    public void No_two_folders_depend_on_each_other()
    {
        var sandbox = new ArchLoader().LoadAssembly(typeof(SandboxOptions).Assembly).Build();
        var edges = sandbox.Types
            .SelectMany(type => type.Dependencies.Select(each => (From: FolderOf(type), To: FolderOf(each.Target), Type: type.FullName, Uses: each.Target.FullName)))
            .Where(edge => edge is { From: not null, To: not null } && edge.From != edge.To)
            .ToLookup(edge => edge.From!);

        Assert.Contains(edges, edge => edge.Key == "CodeDeploy");
        Assert.Equal("", string.Join('\n', edges.SelectMany(folder => Ways(edges, folder.Key))));
    }

    // Ways from a folder back to itself.
    private static IEnumerable<string> Ways(ILookup<string, (string? From, string? To, string Type, string Uses)> edges, string folder)
    {
        var (open, seen) = (new Queue<(string Folder, string Way)>([(folder, folder)]), new HashSet<string>());
        while (open.TryDequeue(out var here))
            foreach (var edge in edges[here.Folder].DistinctBy(edge => edge.To))
            {
                var way = $"{here.Way} → {edge.To} ({edge.Type} uses {edge.Uses})";
                if (edge.To == folder) yield return way;
                else if (seen.Add(edge.To!)) open.Enqueue((edge.To!, way));
            }
    }

    // The first folder below the root; null for what lies in the root itself or elsewhere.
    private static string? FolderOf(IType type) =>
        type.Namespace?.FullName is { } name && name.StartsWith(Root, StringComparison.Ordinal) ? name[Root.Length..].Split('.')[0] : null;
}
