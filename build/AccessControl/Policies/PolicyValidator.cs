using System.Text.RegularExpressions;

namespace Notejam.AccessControl.Policies;

/// <summary>Says what AWS would refuse in a policy when it is stored. What a policy can be read without is not asked for when it is evaluated.</summary>
public static partial class PolicyValidator
{
    /// <summary>Parses a text and says all that is wrong with it; none when AWS would take it.</summary>
    public static IReadOnlyList<PolicyProblem> Validate(PolicyKind kind, string json)
    {
        var (document, problems) = PolicyReader.Read(json);
        return document is null ? problems : Validate(kind, document);
    }

    /// <summary>Says all that is wrong with a policy of a kind.</summary>
    public static IReadOnlyList<PolicyProblem> Validate(PolicyKind kind, PolicyDocument document)
    {
        var rules = PolicyRules.Of(kind);
        var problems = new List<PolicyProblem>();
        if (kind == PolicyKind.Managed && !document.HasVariables) problems.Add(new PolicyProblem("Version", "Policy document must be version 2012-10-17 or greater."));
        var sids = document.Statements.Select(statement => statement.Sid).Where(sid => !string.IsNullOrEmpty(sid)).ToList();
        if (sids.Count > sids.Distinct(StringComparer.Ordinal).Count()) problems.Add(new PolicyProblem("Statement", "Statement IDs (SID) in a single policy must be unique."));
        foreach (var statement in document.Statements) problems.AddRange(Validate(kind, rules, statement));
        return problems;
    }

    private static IEnumerable<PolicyProblem> Validate(PolicyKind kind, PolicyRules rules, PolicyStatement statement)
    {
        var path = $"Statement[{statement.Index}]";
        if (rules.IsIam && statement.Sid is { } sid && !AlphaNumeric().IsMatch(sid)) yield return new PolicyProblem($"{path}.Sid", "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*", $"it is '{sid}'");
        if (statement.Actions is not { Values.Count: > 0 }) yield return new PolicyProblem(path, "Policy statement must contain actions.");
        foreach (var problem in (statement.Actions?.Values ?? []).SelectMany(action => ActionRules.Validate(kind, $"{path}.Action", action))) yield return problem;
        foreach (var problem in ValidateResources(rules, path, statement)) yield return problem;
        foreach (var problem in ValidatePrincipals(kind, rules, path, statement)) yield return problem;
    }

    private static IEnumerable<PolicyProblem> ValidateResources(PolicyRules rules, string path, PolicyStatement statement)
    {
        if (!rules.HasResource && statement.Resources is not null) return [new PolicyProblem(path, "Has prohibited field Resource")];
        if (rules.HasResource && statement.Resources is not { Values.Count: > 0 }) return [new PolicyProblem(path, "Policy statement must contain resources.")];
        return rules.IsIam ? (statement.Resources?.Values ?? []).SelectMany(resource => ResourceRules.Validate($"{path}.Resource", resource)) : [];
    }

    private static IEnumerable<PolicyProblem> ValidatePrincipals(PolicyKind kind, PolicyRules rules, string path, PolicyStatement statement)
    {
        if (!rules.HasPrincipal) return statement.Principals is null ? [] : [new PolicyProblem(path, "Policy document should not specify a principal.")];
        if (statement.Principals is not { Principals.Count: > 0 }) return [new PolicyProblem(path, "Missing required field Principal")];
        return statement.Principals.Principals.SelectMany(principal => PrincipalRules.Validate(kind, $"{path}.Principal", principal));
    }

    [GeneratedRegex("^[0-9A-Za-z]*$")]
    private static partial Regex AlphaNumeric();
}
