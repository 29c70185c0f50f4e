namespace Notejam.Configuration;

/// <summary>Settings are missing or wrong; the message names all of them.</summary>
public sealed class ConfigurationException(IReadOnlyList<string> problems)
    : Exception($"{string.Join("; ", problems)}. Set these environment variables (the table is in app/README.md).")
{
    /// <summary>One entry for each setting.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
