namespace Notejam.AccessControl.Policies;

/// <summary>A policy as it is written, parsed and not yet judged: <see cref="PolicyValidator" /> knows what IAM refuses.</summary>
/// <param name="Version">The version of the language; <c>2008-10-17</c> when it is left out, which has no variables.</param>
/// <param name="Id">Its name for people.</param>
/// <param name="Statements">In their order.</param>
public sealed record PolicyDocument(string Version, string? Id, IReadOnlyList<PolicyStatement> Statements)
{
    /// <summary>The version that is meant when none is written.</summary>
    public const string OldVersion = "2008-10-17";

    /// <summary>The version with variables.</summary>
    public const string CurrentVersion = "2012-10-17";

    /// <summary>Whether <c>${aws:username}</c> is a variable and not a text.</summary>
    public bool HasVariables => Version == CurrentVersion;

    /// <summary>Parses a text.</summary>
    /// <exception cref="MalformedPolicyException">It is no policy.</exception>
    public static PolicyDocument Parse(string json)
    {
        var (document, problems) = PolicyReader.Read(json);
        return document ?? throw new MalformedPolicyException(problems);
    }
}
