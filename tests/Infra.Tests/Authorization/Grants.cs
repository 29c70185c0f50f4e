using System.Text.RegularExpressions;
using Notejam.AccessControl.Reference;
using Notejam.Infra.Tests.Policy;

namespace Notejam.Infra.Tests.Authorization;

/// <summary>What a policy says beside what AWS's Service Authorization Reference has. Each answers with the violations, one line each.</summary>
internal static class Grants
{
    private static readonly ServiceAuthorizationReference Reference = ServiceAuthorizationReference.Shared;

    // Of the global keys those that a request has only where the reference lists them for action or resource.
    private static readonly string[] OfSome = ["aws:ResourceTag/", "aws:RequestTag/", "aws:TagKeys"];

    // The reference calls both required, and a call is about one of them. So it does with listener/app and listener/net.
    private static readonly string[] Alternatives = ["route53:ChangeTagsForResource hostedzone"];

    /// <summary>Actions that there are not.</summary>
    public static IEnumerable<string> Unknown(PolicyStatement statement) =>
        statement.Actions.Where(action => action != "*" && Matching(action).Count == 0).Select(action => $"{statement.Source}: there is no {action}");

    /// <summary>Actions that are allowed on nothing that they can be about.</summary>
    public static IEnumerable<string> Vain(PolicyStatement statement) =>
        statement is { Effect: "Allow", HasUnknownResources: false, Principals: [] }
            ? from action in statement.Actions.SelectMany(Matching)
              where !statement.Resources.Any(pattern => CanBeAbout(action, pattern))
              select $"{statement.Source}: {action.FullName} is allowed on {string.Join(", ", statement.Resources)}; it is about {Types(action)}"
            : [];

    /// <summary>Condition keys that no request of an action has.</summary>
    public static IEnumerable<string> Absent(PolicyStatement statement) =>
        from action in statement.Actions.Where(action => !action.Contains('*', StringComparison.Ordinal)).SelectMany(Matching)
        from key in statement.ConditionKeys
        where !Has(action, statement, key)
        select $"{statement.Source}: {action.FullName} has no {key}";

    /// <summary>Of actions that several statements of one role allow, the types that each call is about and that none of them names.</summary>
    public static IEnumerable<string> Incomplete(string role, IReadOnlyList<PolicyStatement> statements)
    {
        var allowed = statements.Where(statement => statement is { Effect: "Allow", HasUnknownResources: false }).ToList();
        foreach (var action in allowed.SelectMany(statement => statement.Actions).Distinct().SelectMany(Matching).DistinctBy(action => action.FullName))
        {
            var patterns = allowed.Where(statement => statement.Actions.Any(written => IsLike(written, action.FullName))).SelectMany(statement => statement.Resources).Distinct().ToList();
            var kinds = action.ResourceTypes.Where(type => type.Required && !Alternatives.Contains($"{action.FullName} {type.Type}")).GroupBy(type => type.Type.Split('/')[0]);
            foreach (var kind in kinds.Where(kind => !kind.Any(type => patterns.Any(pattern => CanBe(action.Service, type.Type, pattern)))))
                yield return $"{role}: {action.FullName} is allowed on no {kind.Key}, which every call is about";
        }
    }

    private static bool Has(ActionReference action, PolicyStatement statement, string key)
    {
        var keys = action.ConditionKeys
            .Concat(action.ResourceTypes.Where(type => statement.Resources.Any(pattern => CanBe(action.Service, type.Type, pattern)))
                .SelectMany(type => type.ConditionKeys.Concat(KeysOf(action.Service, type.Type))));
        if (keys.Any(known => IsOf(known, key))) return true;
        return !OfSome.Any(some => key.StartsWith(some, StringComparison.OrdinalIgnoreCase)) && Reference.GlobalConditionKeys.Find(key) is not null;
    }

    // What a type lists of requests, some of its actions have: these list it themselves.
    private static IEnumerable<string> KeysOf(string service, string type) =>
        (Reference.FindService(service)!.FindResourceTypeByName(type)?.ConditionKeys ?? []).Where(key => !key.StartsWith("aws:RequestTag/", StringComparison.Ordinal) && key != "aws:TagKeys");

    private static bool IsOf(string known, string key) => known.IndexOf("${", StringComparison.Ordinal) is var at and >= 0
        ? key.StartsWith(known[..at], StringComparison.OrdinalIgnoreCase)
        : known.Equals(key, StringComparison.OrdinalIgnoreCase);

    private static bool CanBeAbout(ActionReference action, string pattern) => pattern == "*" || action.ResourceTypes.Any(type => CanBe(action.Service, type.Type, pattern));

    private static bool CanBe(string service, string type, string pattern) =>
        pattern == "*" || Reference.FindService(service)!.FindResourceTypeByName(type) is { } known && ArnPattern.CanMatch(pattern, known.ArnFormat);

    private static string Types(ActionReference action) => action.HasNoResources ? "* alone" : string.Join(", ", action.ResourceTypes.Select(type => type.Type));

    private static IReadOnlyList<ActionReference> Matching(string action)
    {
        if (action == "*") return [];
        if (!action.Contains('*', StringComparison.Ordinal)) return Reference.FindAction(action) is { } found ? [found] : [];
        return [.. Reference.FindService(action.Split(':')[0])?.Actions.Where(known => IsLike(action, known.FullName)) ?? []];
    }

    private static bool IsLike(string written, string action) => Regex.IsMatch(action, $"^{Regex.Escape(written).Replace(@"\*", ".*", StringComparison.Ordinal)}$", RegexOptions.IgnoreCase);
}
