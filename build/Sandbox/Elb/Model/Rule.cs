namespace Notejam.Sandbox.Elb.Model;

/// <summary>A rule of a listener; tried in the order of priorities, before the default actions.</summary>
public sealed class Rule
{
    public required string Arn { get; set; }

    public required string ListenerArn { get; set; }

    public int Priority { get; set; }

    public List<RuleCondition> Conditions { get; set; } = [];

    public List<RuleAction> Actions { get; set; } = [];

    public Dictionary<string, string> Tags { get; set; } = [];
}

/// <summary>A condition: one of its values must match.</summary>
/// <param name="Field"><c>path-pattern</c>, <c>host-header</c>, <c>http-request-method</c>, <c>http-header</c>, <c>query-string</c> or <c>source-ip</c>.</param>
/// <param name="Values">Patterns; for query-string <c>key=value</c> or <c>value</c>.</param>
/// <param name="HeaderName">The header of http-header.</param>
public sealed record RuleCondition(string Field, List<string> Values, string? HeaderName = null);

/// <summary>What is done with a request.</summary>
public sealed record RuleAction
{
    /// <summary><c>forward</c>, <c>redirect</c> or <c>fixed-response</c>.</summary>
    public required string Type { get; init; }

    public int? Order { get; init; }

    /// <summary>Where forward sends requests.</summary>
    public List<WeightedGroup> TargetGroups { get; init; } = [];

    /// <summary>Whether a client is to stay with its group; kept, not acted upon.</summary>
    public bool Stickiness { get; init; }

    public int? StickinessSeconds { get; init; }

    public FixedResponse? FixedResponse { get; init; }

    public Redirect? Redirect { get; init; }
}

/// <summary>A target group and its share of the requests.</summary>
public sealed record WeightedGroup(string Arn, int Weight);

/// <summary>An answer that the load balancer gives itself.</summary>
public sealed record FixedResponse(string StatusCode, string? ContentType, string? MessageBody);

/// <summary>A redirect; parts may hold <c>#{host}</c> and the like.</summary>
public sealed record Redirect(string Protocol, string Host, string Port, string Path, string Query, string StatusCode);
