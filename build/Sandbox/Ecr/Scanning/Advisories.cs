using System.Text.Json;
using Notejam.Sandbox.State;

namespace Notejam.Sandbox.Ecr.Scanning;

/// <summary>The advisories that scans match against: a few well-known ones, and those added while the sandbox runs.</summary>
public sealed class Advisories
{
    private const string Resource = "Notejam.Sandbox.Ecr.advisories.json";
    private const string FileName = "advisories";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly Lock _lock = new();
    private readonly IReadOnlyList<Advisory> _known = ReadKnown();
    private readonly StateStore _files;
    private readonly List<Advisory> _added;

    /// <summary>Reads what an earlier gateway was told.</summary>
    public Advisories(StateStore files)
    {
        ArgumentNullException.ThrowIfNull(files);
        _files = files;
        _added = files.Load<List<Advisory>>(FileName);
    }

    /// <summary>All, the added ones last.</summary>
    public IReadOnlyList<Advisory> All
    {
        get
        {
            lock (_lock) return [.. _known, .. _added];
        }
    }

    /// <summary>Adds an advisory, in place of an added one of the same name and package. Scans made before do not know it.</summary>
    public void Add(Advisory advisory)
    {
        ArgumentNullException.ThrowIfNull(advisory);
        lock (_lock)
        {
            _added.RemoveAll(other => other.Name == advisory.Name && other.Package == advisory.Package);
            _added.Add(advisory);
            _files.Save(FileName, _added);
        }
    }

    /// <summary>Removes the added advisories of a name, or all added ones when null.</summary>
    public int Remove(string? name)
    {
        lock (_lock)
        {
            var removed = _added.RemoveAll(advisory => name is null || advisory.Name == name);
            _files.Save(FileName, _added);
            return removed;
        }
    }

    private static List<Advisory> ReadKnown()
    {
        using var stream = typeof(Advisories).Assembly.GetManifestResourceStream(Resource)!;
        return JsonSerializer.Deserialize<List<Advisory>>(stream, Json)!;
    }
}
