using System.Text.Json;
using Notejam.AccessControl.Conditions;
using Notejam.AccessControl.Matching;

namespace Notejam.AccessControl.Policies;

/// <summary>
/// Reads the JSON of a policy by the grammar of the language: elements are case-sensitive, each stands once, and none is
/// unknown. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
/// </summary>
public static class PolicyReader
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads a text. The document is null when there are problems.</summary>
    public static (PolicyDocument? Document, IReadOnlyList<PolicyProblem> Problems) Read(string json)
    {
        var problems = new List<PolicyProblem>();
        PolicyDocument? document = null;
        try
        {
            using var parsed = JsonDocument.Parse(json, Strict);
            document = ReadDocument(new PolicyNode("", parsed.RootElement, problems));
        }
        catch (JsonException exception)
        {
            problems.Add(new PolicyProblem("", PolicyProblem.Syntax, $"it is no JSON: {exception.Message}"));
        }

        // What stands for wildcards inside patterns is no character of any text.
        if (json.AsSpan().ContainsAny(Glob.Any, Glob.One)) problems.Add(new PolicyProblem("", PolicyProblem.Syntax, "it has a character that Unicode does not have"));
        return (problems.Count == 0 ? document : null, problems);
    }

    private static PolicyDocument? ReadDocument(PolicyNode policy)
    {
        if (!policy.IsObject("a policy is an object", "Version", "Id", "Statement")) return null;
        var version = policy.Member("Version")?.Text() ?? PolicyDocument.OldVersion;
        if (version is not (PolicyDocument.OldVersion or PolicyDocument.CurrentVersion)) policy.Refuse("Version", $"there is no version '{version}': write {PolicyDocument.CurrentVersion}");
        var statements = policy.Member("Statement")?.Items().Select(ReadStatement).ToList();
        if (statements is null) policy.Refuse("Statement", "there is none");
        else if (statements.Count == 0) policy.Refuse("Statement", "there is none in the list");
        return new PolicyDocument(version, policy.Member("Id")?.Text(), statements ?? []);
    }

    private static PolicyStatement ReadStatement(PolicyNode statement, int index)
    {
        if (!statement.IsObject("a statement is an object", "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition")) return new PolicyStatement(index, null, default, null, null, null, []);
        var effect = statement.Member("Effect")?.Text();
        if (effect is not ("Allow" or "Deny")) statement.Refuse("Effect", effect is null ? "there is none" : $"it is '{effect}': write Allow or Deny, in this case");
        return new PolicyStatement(
            index,
            statement.Member("Sid")?.Text(),
            effect == "Deny" ? PolicyEffect.Deny : PolicyEffect.Allow,
            ReadPrincipals(statement),
            ReadList(statement, "Action"),
            ReadList(statement, "Resource"),
            ReadConditions(statement.Member("Condition")));
    }

    private static ListElement? ReadList(PolicyNode statement, string name)
    {
        var (node, isNegated) = statement.OneOf(name, "Not" + name);
        return node is null ? null : new ListElement(isNegated, [.. node.Items().Select(item => item.Text()).OfType<string>()]);
    }

    private static PrincipalElement? ReadPrincipals(PolicyNode statement)
    {
        var (node, isNegated) = statement.OneOf("Principal", "NotPrincipal");
        if (node is null) return null;
        if (node.Value.ValueKind == JsonValueKind.String)
        {
            if (node.Text() != "*") node.Refuse("a principal is \"*\" or an object of AWS, Service, Federated, CanonicalUser");
            return new PrincipalElement(isNegated, [new PolicyPrincipal(PolicyPrincipalKind.AWS, "*")]);
        }

        var principals = new List<PolicyPrincipal>();
        if (node.IsObject("a principal is \"*\" or an object", Enum.GetNames<PolicyPrincipalKind>()))
        {
            foreach (var (kind, values) in node.Members()) principals.AddRange(values.Items().Select(item => item.Text()).OfType<string>().Select(value => new PolicyPrincipal(Enum.Parse<PolicyPrincipalKind>(kind), value)));
        }

        return new PrincipalElement(isNegated, principals);
    }

    private static List<ConditionElement> ReadConditions(PolicyNode? condition)
    {
        var elements = new List<ConditionElement>();
        if (condition is null || !condition.IsObject("a condition is an object")) return elements;
        foreach (var (name, keys) in condition.Members())
        {
            if (!keys.IsObject("an operator has an object of keys")) continue;
            foreach (var (key, values) in keys.Members())
            {
                if (ConditionOperator.TryParse(name) is { } known) elements.Add(new ConditionElement(known, key, [.. values.Items().Select(item => item.Scalar()).OfType<string>()]));
                else keys.Refuse($"there is no operator '{name}'");
            }
        }

        return elements;
    }
}
