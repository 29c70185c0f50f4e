using System.Text.RegularExpressions;
using Notejam.AccessControl.Reference;

namespace Notejam.Sandbox.Gateway.Access;

/// <summary>
/// Says what the requests of a service need before the gate may let them through: which actions, on which resources, with which
/// condition keys. Actions, resource types and the formats of ARNs come from AWS's Service Authorization Reference; a service
/// adds which member of a request fills which placeholder of a format, and where its operations differ from its actions.
/// </summary>
/// <param name="signingName">The service's name in the credential scope: <c>monitoring</c>.</param>
/// <param name="prefix">The prefix of its actions, where it differs: <c>cloudwatch</c>.</param>
public partial class ServiceAccess(string signingName, string? prefix = null)
{
    private static readonly string[] Creations = ["Create", "Register", "Run", "Allocate", "Request", "Put", "Restore", "Copy"];

    /// <summary>The service's name in the credential scope.</summary>
    public string SigningName => signingName;

    /// <summary>The prefix of its actions.</summary>
    public string Prefix { get; } = prefix ?? signingName;

    /// <summary>Placeholder of an ARN's format, <c>ClusterName</c> or <c>type/ClusterName</c>, to the members that hold it; a member <c>=text</c> stands for the text when no other is given.</summary>
    public IReadOnlyDictionary<string, string[]> Names { get; init; } = new Dictionary<string, string[]>();

    /// <summary>Operation to its action's own name, where they differ: <c>Invoke</c> to <c>InvokeFunction</c>.</summary>
    public IReadOnlyDictionary<string, string> Actions { get; init; } = new Dictionary<string, string>();

    /// <summary>Operation to the members that hold roles which it hands on, and the service that gets them.</summary>
    public IReadOnlyDictionary<string, PassedRole> PassedRoles { get; init; } = new Dictionary<string, PassedRole>();

    /// <summary>Condition key to the members that hold its value.</summary>
    public IReadOnlyDictionary<string, string[]> Keys { get; init; } = new Dictionary<string, string[]>();

    /// <summary>Whether a request that names no resource is about all of a type, and each required type that it leaves open too: <c>db:*</c>. Otherwise only a required type is.</summary>
    public bool SilenceMeansAll { get; init; }

    /// <summary>The further action that a request needs when it gives tags to a new resource; null when the service has none.</summary>
    public string? TagAction { get; init; } = "TagResource";

    /// <summary>Everything that a request needs, first its own action.</summary>
    public virtual ValueTask<IReadOnlyList<AccessNeed>> NeedsOfAsync(RequestFacts facts, AwsServices services, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return ValueTask.FromResult<IReadOnlyList<AccessNeed>>([.. BasicNeeds(facts)]);
    }

    /// <summary>The operation's own action, that of tags given to something new, and the roles that are handed on.</summary>
    protected IEnumerable<AccessNeed> BasicNeeds(RequestFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var own = OwnNeed(facts);
        yield return own;
        if (TagAction is { } tag && IsCreation(facts.Request.Operation) && facts.Tags().Count > 0 && Prefix + ":" + tag != own.Action)
            yield return TagNeed(own, $"{Prefix}:{tag}", facts);
        foreach (var need in PassRoles(facts)) yield return need;
    }

    /// <summary>What the tags of something new need.</summary>
    protected virtual AccessNeed TagNeed(AccessNeed own, string action, RequestFacts facts)
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(facts);
        return new AccessNeed(action, own.Resources).With($"{Prefix}:CreateAction", facts.Request.Operation);
    }

    private static bool IsCreation(string operation) =>
        Array.Exists(Creations, creation => operation.StartsWith(creation, StringComparison.Ordinal)) && !operation.Contains("Tags", StringComparison.Ordinal);

    /// <summary>Keys that the service itself must be let use, in its own name, before it takes the request.</summary>
    public virtual IEnumerable<KeyDemand> KeysOfService(RequestFacts facts) => [];

    /// <summary>The action of an operation.</summary>
    public string ActionOf(string operation) => $"{Prefix}:{Actions.GetValueOrDefault(operation, operation)}";

    /// <summary>The operation's own action, on the resources that the request names.</summary>
    public AccessNeed OwnNeed(RequestFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var action = ActionOf(facts.Request.Operation);
        var need = new AccessNeed(action, ResourcesOf(action, facts));
        foreach (var (key, members) in Keys)
            if (ServiceAuthorizationReference.Shared.FindConditionKey(Prefix, key) is { IsMultivalued: true }) need = facts.Of(members) is { Count: > 0 } values ? need.With(key, values) : need;
            else need = need.With(key, facts.First(members));
        return need;
    }

    /// <summary>The roles that the request hands on.</summary>
    protected IEnumerable<AccessNeed> PassRoles(RequestFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (!PassedRoles.TryGetValue(facts.Request.Operation, out var passed)) return [];
        return facts.Of(passed.Members).Where(role => role.Length > 0)
            .Select(role => new AccessNeed("iam:PassRole", role.StartsWith("arn:", StringComparison.Ordinal) ? role : $"arn:aws:iam::{SandboxOptions.AccountId}:role/{role}").With("iam:PassedToService", passed.Service));
    }

    /// <summary>The resources of an action that the request names.</summary>
    protected virtual IReadOnlyList<string> ResourcesOf(string action, RequestFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var reference = ServiceAuthorizationReference.Shared.FindAction(action);
        if (reference is null || reference.HasNoResources) return ["*"];
        var service = ServiceAuthorizationReference.Shared.FindService(reference.Service)!;
        var found = new List<string>();
        foreach (var each in reference.ResourceTypes)
        {
            if (service.FindResourceTypeByName(each.Type) is not { } type) continue;
            var arns = ArnsOf(type, facts).ToList();
            if (arns.Count == 0 && each.Required && SilenceMeansAll) arns.Add(Any(type, facts.Request.Region));
            found.AddRange(arns);
        }

        if (found.Count > 0) return [.. found.Distinct(StringComparer.Ordinal)];
        // What a list leaves open is about all of a kind: that is how refusals of AWS name it.
        var open = reference.ResourceTypes.FirstOrDefault(each => each.Required) ?? (SilenceMeansAll ? Likeliest(reference) : null);
        return open is not null && service.FindResourceTypeByName(open.Type) is { } only ? [Any(only, facts.Request.Region)] : ["*"];
    }

    /// <summary>The resources of a type that the request names.</summary>
    protected virtual IEnumerable<string> ArnsOf(ResourceTypeReference type, RequestFacts facts)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(facts);
        foreach (var text in facts.All)
            if (text.StartsWith("arn:", StringComparison.Ordinal) && type.Matches(text) && IsOf(type, text, facts)) yield return text;
        foreach (var arn in Fill(type, facts)) yield return arn;
    }

    /// <summary>The format of a type with <c>*</c> for what is not known.</summary>
    protected static string Any(ResourceTypeReference type, string region)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Placeholder().Replace(type.ArnFormat, match => Place(match.Groups[1].Value, region) ?? "*");
    }

    // DescribeDBSnapshots is about snapshots, although one may name a database.
    private static ActionResource Likeliest(ActionReference action) =>
        action.ResourceTypes.Where(each => action.Name.Contains(each.Type, StringComparison.OrdinalIgnoreCase)).MaxBy(each => each.Type.Length) ?? action.ResourceTypes[0];

    // Of two types that match, the one that says more: a function's version is no function. Only those of the action count: what
    // it lists as a load balancer of the first generation takes the ARNs of the second too.
    private bool IsOf(ResourceTypeReference type, string arn, RequestFacts facts) =>
        ServiceAuthorizationReference.Shared.FindAction(ActionOf(facts.Request.Operation)) is not { } action
        || ServiceAuthorizationReference.Shared.FindService(Prefix)?.FindResourceType(arn, action) is not { } best || best.Name == type.Name;

    private List<string> Fill(ResourceTypeReference type, RequestFacts facts)
    {
        List<string> arns = [""];
        var (position, isNamed) = (0, false);
        foreach (Match match in Placeholder().Matches(type.ArnFormat))
        {
            var literal = type.ArnFormat[position..match.Index];
            position = match.Index + match.Length;
            var name = match.Groups[1].Value;
            if (Place(name, facts.Request.Region) is { } place)
            {
                arns = [.. arns.Select(arn => arn + literal + place)];
                continue;
            }

            if (ValuesOf(type.Name, name, facts) is not { Count: > 0 } values) return [];
            isNamed |= values.Any(value => value.IsGiven);
            arns = [.. arns.SelectMany(arn => values.Select(value => arn + literal + value.Text))];
        }

        return isNamed ? [.. arns.Select(arn => arn + type.ArnFormat[position..])] : [];
    }

    private List<(string Text, bool IsGiven)> ValuesOf(string type, string placeholder, RequestFacts facts)
    {
        if (!Names.TryGetValue($"{type}/{placeholder}", out var members) && !Names.TryGetValue(placeholder, out members)) return [];
        var given = facts.Of([.. members.Where(member => member[0] != '=')]).Where(value => value.Length > 0)
            .Select(value => (value.StartsWith("arn:", StringComparison.Ordinal) ? ValueIn(value, type, placeholder) : value, true)).Where(value => value.Item1.Length > 0).ToList();
        return given.Count > 0 ? given : [.. members.Where(member => member[0] == '=').Select(member => (member[1..], false))];
    }

    // The cluster's name of its ARN; an ARN of the very type stands for itself and fills nothing.
    private string ValueIn(string arn, string type, string placeholder)
    {
        if (ServiceAuthorizationReference.Shared.FindService(Prefix)?.FindResourceType(arn) is not { } found || found.Name == type) return "";
        return found.ValuesIn(arn).GetValueOrDefault(placeholder, "");
    }

    private static string? Place(string placeholder, string region) => placeholder switch
    {
        "Partition" => "aws",
        "Region" => region,
        "Account" => SandboxOptions.AccountId,
        _ => null,
    };

    [GeneratedRegex(@"\$\{([^}]+)}")]
    private static partial Regex Placeholder();
}

/// <summary>A key that a service wants to use in its own name for something.</summary>
/// <param name="Key">The key, by any name.</param>
/// <param name="Resource">ARN of what it is used for.</param>
/// <param name="Refusal">The error that the gate answers when the key's policy refuses the service.</param>
public sealed record KeyDemand(string Key, string Resource, AwsException Refusal);

/// <summary>Roles that an operation hands to a service.</summary>
/// <param name="Service">The value of <c>iam:PassedToService</c>.</param>
/// <param name="Members">Where the request holds them.</param>
public sealed record PassedRole(string Service, params string[] Members);
