namespace Notejam.Sandbox.Host;

/// <summary>A server to start beside the gateway: it outlives the gateway and ends with the sandbox.</summary>
/// <param name="Name">Unique in the sandbox; names its log and its record, so letters, digits, '-' and '.' only.</param>
/// <param name="Program">A name found on PATH, or a path.</param>
/// <param name="Arguments">The arguments, unescaped. Never a secret: command lines are visible to every user.</param>
public sealed record ManagedProcess(string Name, string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>Working directory; the state directory when null.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Added to the inherited environment; a null value removes the variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();
}
