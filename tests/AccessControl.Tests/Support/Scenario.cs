using System.Text.Json.Nodes;
using Notejam.AccessControl.Decisions;
using Notejam.AccessControl.Requests;

namespace Notejam.AccessControl.Tests.Support;

/// <summary>A request and the policies that are about it, in as few words as a table needs.</summary>
internal sealed record Scenario(string Principal, string Action, string Resource)
{
    public const string Here = "111122223333";
    public const string There = "444455556666";
    public const string User = $"arn:aws:iam::{Here}:user/alice";
    public const string Role = $"arn:aws:iam::{Here}:role/deploy";
    public const string Session = $"arn:aws:sts::{Here}:assumed-role/deploy/run-1";
    public const string Root = $"arn:aws:iam::{Here}:root";
    public const string Federated = $"arn:aws:sts::{Here}:federated-user/alice";
    public const string Stranger = $"arn:aws:iam::{There}:user/mallory";
    public const string Bucket = "arn:aws:s3:::notes";

    public string? Account { get; init; } = Here;

    public RequestContext Context { get; init; } = RequestContext.Empty;

    public string[] Identity { get; init; } = [];

    public string[]? Boundary { get; init; }

    public string[]? SessionPolicy { get; init; }

    public string[]? ResourcePolicy { get; init; }

    public ResourcePolicyKind Kind { get; init; } = ResourcePolicyKind.Resource;

    public string[][] ServiceControl { get; init; } = [];

    public string[] ResourceControl { get; init; } = [];

    public KmsGrant[] Grants { get; init; } = [];

    public AccessDecision Decide() => AccessEvaluator.Decide(
        new AccessRequest(Principal == "anonymous" ? new Anonymous() : AccessControl.Requests.Principal.Parse(Principal), Action, new RequestedResource(Resource, Account)
        {
            Policy = ResourcePolicy is null && Kind == ResourcePolicyKind.Resource ? null : new ResourcePolicy(Kind, ResourcePolicy is null ? null : PolicyOf("resource", ResourcePolicy)),
            Grants = Grants,
            ControlPolicies = ResourceControl.Length == 0 ? [] : [PolicyOf("rcp", ResourceControl)],
        }, Context),
        new PrincipalPolicies
        {
            Identity = Identity.Length == 0 ? [] : [PolicyOf("identity", Identity)],
            Boundary = Boundary is null ? null : PolicyOf("boundary", Boundary),
            Session = SessionPolicy is null ? [] : [PolicyOf("session", SessionPolicy)],
            ServiceControl = [.. ServiceControl.Select(level => (IReadOnlyList<Policy>)[PolicyOf("scp", level)])],
        });

    /// <summary>Allowed, or which type of policy denies (explicitly) or lacks an allow.</summary>
    public string Outcome()
    {
        var decision = Decide();
        return decision.Outcome switch
        {
            AccessOutcome.Allowed => "allowed",
            AccessOutcome.ExplicitlyDenied => $"denied by {decision.PolicyType}",
            _ => $"not allowed by {decision.PolicyType}",
        };
    }

    public static Policy PolicyOf(string name, params string[] statements) => AccessControl.Decisions.Policy.Parse(name, $$"""{"Version": "2012-10-17", "Statement": [{{string.Join(',', statements)}}]}""");

    public static string Allow(string action, string? resource = "*", string? principal = null, string? condition = null) => Statement("Allow", action, resource, principal, condition);

    public static string Deny(string action, string? resource = "*", string? principal = null, string? condition = null) => Statement("Deny", action, resource, principal, condition);

    private static string Statement(string effect, string action, string? resource, string? principal, string? condition)
    {
        var statement = new JsonObject { ["Effect"] = effect, [nameof(Action)] = action };
        if (resource is not null) statement[nameof(Resource)] = resource;
        if (principal is not null) statement[nameof(Principal)] = principal == "*" ? "*" : new JsonObject { [principal.EndsWith(".amazonaws.com", StringComparison.Ordinal) ? "Service" : "AWS"] = principal };
        if (condition is not null) statement["Condition"] = JsonNode.Parse(condition);
        return statement.ToJsonString();
    }
}
