namespace Notejam.Pipeline.Options.Rules;

/// <summary>What a value of an option must be. It stands beside the parameter, so that each option says what it takes.</summary>
/// <param name="example">A value that is accepted, for the refusal of one that is not.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public abstract class OptionRuleAttribute(string example) : Attribute
{
    private const int LongestShown = 100;

    /// <summary>A value that is accepted.</summary>
    public string Example { get; } = example;

    /// <summary>The component whose targets use the option, where that is not the one that declares it.</summary>
    public Type? UsedBy { get; set; }

    /// <summary>What is wrong with a value, as a clause without a full stop; null when nothing is.</summary>
    /// <param name="value">As it was written: not trimmed, possibly empty.</param>
    public abstract string? FindProblem(string value, RequestPlace place);

    /// <summary>A value as it is shown: on one line, and not longer than one.</summary>
    protected static string Quote(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var shown = string.Concat(value.Select(letter => char.IsControl(letter) ? $"\\u{(int)letter:x4}" : letter.ToString()));
        return $"'{(shown.Length > LongestShown ? shown[..LongestShown] + "…" : shown)}'";
    }
}
