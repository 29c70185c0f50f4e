namespace Notejam.AccessControl.Requests;

/// <summary>What is asked for.</summary>
/// <param name="Action">As policies write it: <c>ecs:RunTask</c>.</param>
/// <param name="Resources">All must be allowed. An action without resource types has <see cref="RequestedResource.All" />.</param>
/// <param name="Context">The condition keys that every resource of the request has.</param>
public sealed record AccessRequest(Principal Principal, string Action, IReadOnlyList<RequestedResource> Resources, RequestContext Context)
{
    /// <summary>One about one resource.</summary>
    public AccessRequest(Principal principal, string action, RequestedResource resource, RequestContext? context = null) : this(principal, action, [resource], context ?? RequestContext.Empty)
    {
    }
}

/// <summary>A resource of a request.</summary>
/// <param name="Arn">Its ARN, or <c>*</c>.</param>
/// <param name="Account">The account that owns it; null for the caller's own. The ARN of a bucket does not say it.</param>
public sealed record RequestedResource(string Arn, string? Account = null)
{
    /// <summary>The resource of actions that have none.</summary>
    public static RequestedResource All { get; } = new("*");

    /// <summary>The policy of the resource.</summary>
    public ResourcePolicy? Policy { get; init; }

    /// <summary>The grants of a KMS key.</summary>
    public IReadOnlyList<KmsGrant> Grants { get; init; } = [];

    /// <summary>Condition keys of this resource alone, such as its tags. They stand before those of the request.</summary>
    public RequestContext Context { get; init; } = RequestContext.Empty;

    /// <summary>The resource control policies of its account: for each level of the organization those that are attached, without <c>RCPFullAWSAccess</c>, which always is.</summary>
    public IReadOnlyList<Decisions.Policy> ControlPolicies { get; init; } = [];
}
