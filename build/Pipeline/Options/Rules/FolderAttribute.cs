namespace Notejam.Pipeline.Options.Rules;

/// <summary>A folder that exists.</summary>
public sealed class FolderAttribute() : OptionRuleAttribute(".")
{
    /// <inheritdoc/>
    public override string? FindProblem(string value, RequestPlace place) =>
        value.Length > 0 && Directory.Exists(Path.Combine(place.WorkingDirectory, value)) ? null : $"There is no folder {Quote(value)}";
}
