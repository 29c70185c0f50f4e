namespace Notejam.Pipeline.Options.Rules;

/// <summary>A file that is read, or <c>-</c> for standard input.</summary>
public sealed class InputFileAttribute(string example) : OptionRuleAttribute(example)
{
    /// <summary>What stands for standard input.</summary>
    public const string StandardInput = "-";

    /// <inheritdoc/>
    public override string? FindProblem(string value, RequestPlace place)
    {
        if (value == StandardInput) return null;
        if (value.Length == 0) return "'' is not a file";
        var path = Path.Combine(place.WorkingDirectory, value);
        return File.Exists(path) ? null : Directory.Exists(path) ? $"{Quote(value)} is a folder, not a file" : $"There is no file {Quote(value)}";
    }
}
