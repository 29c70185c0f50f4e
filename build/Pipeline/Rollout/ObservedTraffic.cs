namespace Notejam.Pipeline.Rollout;

/// <summary>Where requests go and what answers them, as one look at ECS, CodeDeploy and Elastic Load Balancing shows it.</summary>
public sealed record ObservedTraffic
{
    /// <summary>The service and its task sets.</summary>
    public required ServiceState Service { get; init; }

    /// <summary>Image in the PRIMARY task set's definition; null when ECS no longer describes that.</summary>
    public required string? PrimaryImage { get; init; }

    /// <summary>Whether the PRIMARY task set is of a first release that has not served yet.</summary>
    public bool IsFirstReleasePending { get; init; }

    /// <summary>Status of the release's task definition: ACTIVE, INACTIVE, DELETE_IN_PROGRESS; null when ECS does not know it.</summary>
    public required string? ReleaseStatus { get; init; }

    /// <summary>The rules of both listeners, the default one of each among them.</summary>
    public required IReadOnlyList<ObservedRoute> Routes { get; init; }

    /// <summary>The deployment group's two target groups.</summary>
    public required IReadOnlyList<ObservedTargetGroup> Groups { get; init; }

    /// <summary>The service's tasks, of all task sets.</summary>
    public required IReadOnlyList<ObservedTask> Tasks { get; init; }

    /// <summary>Whether a deployment has shifted all its traffic and only waits to end the old tasks, which are no leftovers then.</summary>
    public bool WaitsToEndOldTasks { get; init; }
}

/// <summary>A rule of a listener.</summary>
/// <param name="Priority"><c>default</c> for the one that the listener falls back to.</param>
/// <param name="IsTest">Whether the listener is the one that a deployment is verified through.</param>
/// <param name="Action">Type of the last action: <c>forward</c>, <c>fixed-response</c>, <c>redirect</c>.</param>
/// <param name="Weights">Where it forwards to: target group's ARN → weight.</param>
public sealed record ObservedRoute(string ListenerArn, string RuleArn, string Priority, bool IsTest, string Action, IReadOnlyDictionary<string, int> Weights)
{
    /// <summary>Whether this is what the listener falls back to.</summary>
    public bool IsDefault => Priority == "default";

    /// <summary>The listener and rule, for messages.</summary>
    public string Name => (IsTest ? "test" : "production") + " listener" + (IsDefault ? "" : $"'s rule of priority {Priority}");
}

/// <summary>A target group and what is registered in it.</summary>
public sealed record ObservedTargetGroup(string Arn, IReadOnlyList<ObservedTarget> Targets)
{
    /// <summary>Its name: <c>…:targetgroup/NAME/ID</c>.</summary>
    public string Name => NameOf(Arn);

    /// <summary>Targets that take requests.</summary>
    public int Healthy => Targets.Count(target => target.State == "healthy");

    /// <summary>The name in a target group's ARN.</summary>
    public static string NameOf(string arn)
    {
        ArgumentNullException.ThrowIfNull(arn);
        return arn.Split('/') is [_, var name, ..] ? name : arn;
    }
}

/// <summary>A target of a target group.</summary>
/// <param name="Address">Its IP address.</param>
/// <param name="State">As DescribeTargetHealth says it.</param>
/// <param name="Why">What that says of a target that is not healthy.</param>
public sealed record ObservedTarget(string Address, int Port, string State, string? Why);

/// <summary>A task of the service.</summary>
/// <param name="TaskSetId">The task set that it belongs to.</param>
/// <param name="Status">Its last status.</param>
/// <param name="Address">Its IP address; null while it has none.</param>
/// <param name="Image">The image that its container was started from, as the task definition names it.</param>
/// <param name="ImageDigest">That image's digest; null before it is pulled.</param>
public sealed record ObservedTask(string Id, string? TaskSetId, string Status, string? Address, string? Image, string? ImageDigest);
