using Notejam.AccessControl.Requests;

namespace Notejam.AccessControl.Matching;

/// <summary>
/// A value of <c>Resource</c> or <c>NotResource</c>. Wildcards stay within one of an ARN's six parts, but "if the * wildcard is
/// the last character of a resource ARN segment, it can expand to match beyond the colon boundaries"; variables stand only
/// behind the fifth colon. Case matters. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
/// </summary>
internal sealed class ResourcePattern
{
    private const int Parts = 6;
    private readonly bool _isEverything;
    private readonly PatternText[] _parts;
    private readonly bool _mayRunOn;

    public ResourcePattern(string text, bool hasVariables)
    {
        _isEverything = text == "*";
        var written = PatternText.Parse(text, hasVariables, hasWildcards: true).Split(Parts);
        _mayRunOn = written.Take(Parts - 1).Any(part => part.Resolve(RequestContext.Empty) is [.., Glob.Any]);
        // IAM completes a short ARN: arn:aws:s3 is arn:aws:s3:*:*:*.
        _parts = [.. written, .. Enumerable.Repeat(PatternText.Parse("*", false, true), Parts - written.Count)];
        IsVain = _parts.Take(Parts - 1).Any(part => part.HasVariables);
        if (_mayRunOn) AsWritten = PatternText.Parse(text, hasVariables, hasWildcards: true);
    }

    private PatternText? AsWritten { get; }

    private bool IsVain { get; }

    /// <summary>Whether it is about a resource: an ARN, or <c>*</c> for an action that has none.</summary>
    public bool Matches(string resource, RequestContext context)
    {
        if (_isEverything) return true;
        if (IsVain) return false;
        Span<Range> parts = stackalloc Range[Parts];
        if (resource.AsSpan().Split(parts, ':') < Parts) return false;
        return MatchesPartByPart(resource, parts, context) || (_mayRunOn && AsWritten!.Resolve(context) is { } pattern && ArnGlob.Matches(pattern, resource));
    }

    private bool MatchesPartByPart(string resource, ReadOnlySpan<Range> parts, RequestContext context)
    {
        for (var i = 0; i < Parts; i++)
        {
            if (_parts[i].Resolve(context) is not { } pattern || !Glob.Matches(pattern, resource.AsSpan(parts[i]))) return false;
        }

        return true;
    }
}
