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
    private readonly PatternText _written;
    private readonly bool _mayRunOn;
    private readonly bool _isVain;

    /// <param name="isOfIdentity">Whether IAM keeps the policy, which completes short ARNs: <c>arn:aws:s3</c> is <c>arn:aws:s3:*:*:*</c>. Services do not.</param>
    public ResourcePattern(string text, bool hasVariables, bool isOfIdentity)
    {
        _isEverything = text == "*";
        _written = PatternText.Parse(text, hasVariables, hasWildcards: true);
        var parts = _written.Split(Parts);
        _mayRunOn = parts.Take(Parts - 1).Any(part => part.Resolve(RequestContext.Empty) is [.., Glob.Any]);
        _isVain = parts.Take(Parts - 1).Any(part => part.HasVariables) || (parts.Count < Parts && !isOfIdentity && !text.Contains('*', StringComparison.Ordinal));
        _parts = [.. parts, .. Enumerable.Repeat(PatternText.Parse("*", false, true), Parts - parts.Count)];
    }

    /// <summary>Whether it is about a resource: an ARN, or <c>*</c> for an action that has none.</summary>
    public bool Matches(string resource, RequestContext context)
    {
        if (_isEverything) return true;
        if (_isVain) return false;
        Span<Range> parts = stackalloc Range[Parts];
        if (resource.AsSpan().Split(parts, ':') < Parts) return false;
        return MatchesPartByPart(resource, parts, context) || (_mayRunOn && _written.Resolve(context) is { } pattern && ArnGlob.Matches(pattern, resource));
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
