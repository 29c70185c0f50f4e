namespace Notejam.Machine.Tools;

/// <summary>Something that must be on the machine, and whether it is.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Found">Version or path; null when it is missing.</param>
/// <param name="Remedy">What to install when it is missing.</param>
/// <param name="IsInstalledForYou">Missing, but brought when it is first needed.</param>
public sealed record Requirement(string Name, string? Found, string Remedy, bool IsInstalledForYou = false)
{
    /// <summary>Whether it is there, or comes by itself.</summary>
    public bool IsMet => Found is not null || IsInstalledForYou;

    /// <inheritdoc />
    public override string ToString() => this switch
    {
        { Found: { } found } => $"OK   {Name}: {found}",
        { IsInstalledForYou: true } => $"SKIP {Name}: installed when first needed",
        _ => $"NG   {Name}: {Remedy}",
    };
}
