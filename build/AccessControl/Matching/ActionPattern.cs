namespace Notejam.AccessControl.Matching;

/// <summary>A value of <c>Action</c> or <c>NotAction</c>. Service and action are the same in upper and lower case.</summary>
internal sealed class ActionPattern(string text)
{
    private readonly string _pattern = Glob.FromText(text);

    /// <summary>The service that it is about; null when it is about several.</summary>
    public string? Service { get; } = text.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 && !text.AsSpan(0, colon).ContainsAny('*', '?') ? text[..colon] : null;

    /// <summary>Whether it is about an action, as in <c>ecs:RunTask</c>.</summary>
    public bool Matches(string action) => Glob.Matches(_pattern, action, ignoreCase: true);
}
