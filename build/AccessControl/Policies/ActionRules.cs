using System.Text.RegularExpressions;

namespace Notejam.AccessControl.Policies;

/// <summary>What may stand as an action.</summary>
internal static partial class ActionRules
{
    public static IEnumerable<PolicyProblem> Validate(PolicyKind kind, string path, string action)
    {
        var parts = action.Split(':');
        if (action != "*" && Format(parts) is { } message) yield return new PolicyProblem(path, message, $"it is '{action}'");
        if (kind == PolicyKind.RoleTrust && !OfTrust().IsMatch(action)) yield return new PolicyProblem(path, "AssumeRole policy may only specify STS AssumeRole actions.", $"it is '{action}'");
    }

    private static string? Format(string[] parts) => parts switch
    {
        [_] => "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
        [_, _, _, ..] => "Actions/Condition can contain only one colon.",
        [var vendor, _] when vendor != "*" && !Vendor().IsMatch(vendor) => $"Vendor {vendor} is not valid",
        _ => null,
    };

    [GeneratedRegex(@"^[a-zA-Z0-9\-.]+$")]
    private static partial Regex Vendor();

    [GeneratedRegex(@"^sts:([a-z]*\*|AssumeRole(WithSAML|WithWebIdentity)?|TagSession|SetSourceIdentity|SetContext)$", RegexOptions.IgnoreCase)]
    private static partial Regex OfTrust();
}
