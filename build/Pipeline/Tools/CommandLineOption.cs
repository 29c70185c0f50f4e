namespace Notejam.Pipeline.Tools;

/// <summary>How many values an option takes.</summary>
public enum OptionKind
{
    /// <summary>None, or <c>true</c> or <c>false</c>.</summary>
    Switch,

    /// <summary>Exactly one.</summary>
    Value,

    /// <summary>Any number.</summary>
    List,
}

/// <summary>An option of the command line.</summary>
/// <param name="Name">Its name without dashes, in any spelling of NUKE's (<c>fail-on</c>, <c>FailOn</c>).</param>
/// <param name="Kind">How many values it takes.</param>
public sealed record CommandLineOption(string Name, OptionKind Kind);
