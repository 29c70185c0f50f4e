using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Notejam.AccessControl.Decisions;
using Notejam.AccessControl.Policies;
using Notejam.AccessControl.Requests;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Iam;
using Notejam.Sandbox.Sts.Callers;

namespace Notejam.Sandbox.Access;

/// <summary>Makes of a resource's name what a decision needs: its ARN, its policy, its grants, its tags.</summary>
internal sealed class ResourceDirectory(ServiceReads reads, KmsKeys keys, ResourceTags tags, IBucketPolicies buckets, IdentityDirectory identities)
{
    private readonly ConcurrentDictionary<(string Name, string Document), Policy> _parsed = new();

    /// <summary>The resource of a need.</summary>
    /// <param name="caller">Who asks: tags are read only for who asks for them.</param>
    /// <param name="action">The action.</param>
    /// <param name="name">An ARN, <c>*</c>, or for a key any of its names.</param>
    /// <param name="region">The region that was asked.</param>
    public async Task<RequestedResource> FindAsync(Caller caller, string action, string name, string region, CancellationToken cancellationToken)
    {
        if (name == "*") return RequestedResource.All;
        if (action.StartsWith("kms:", StringComparison.Ordinal) && !name.Contains(":alias/", StringComparison.Ordinal)) return await KeyAsync(caller, name, region, cancellationToken);
        var resource = new RequestedResource(name, SandboxOptions.AccountId) { Policy = await PolicyAsync(action, name, region, cancellationToken) };
        return caller.AsksForTags ? resource with { Context = Tags(action, await tags.OfAsync(name, region, cancellationToken)) } : resource;
    }

    private async Task<RequestedResource> KeyAsync(Caller caller, string name, string region, CancellationToken cancellationToken)
    {
        if (await keys.FindAsync(region, name, cancellationToken) is not { } key)
            return new RequestedResource(name.StartsWith("arn:", StringComparison.Ordinal) ? name : $"arn:aws:kms:{region}:{SandboxOptions.AccountId}:key/{name}", SandboxOptions.AccountId);
        var context = caller.AsksForTags ? Tags("kms:", await tags.OfAsync(key.Arn, region, cancellationToken)) : RequestContext.Empty;
        if (caller.AsksForAliases)
            context = RequestContext.Of([KeyValuePair.Create("kms:ResourceAliases", ContextValue.Of(await keys.AliasesAsync(key, cancellationToken)))]).Over(context);
        return new RequestedResource(key.Arn, SandboxOptions.AccountId)
        {
            Policy = new ResourcePolicy(ResourcePolicyKind.KmsKey, key.Policy is null ? null : Parse(key.Arn, key.Policy)),
            Grants = key.Grants,
            Context = context,
        };
    }

    private async Task<ResourcePolicy?> PolicyAsync(string action, string arn, string region, CancellationToken cancellationToken)
    {
        if (arn.Split(':', 6) is not [_, _, var service, var place, _, var resource]) return null;
        if (service == "iam") return action.StartsWith("sts:", StringComparison.Ordinal) ? await TrustAsync(arn, cancellationToken) : null;
        if (arn.Contains('*', StringComparison.Ordinal) || arn.Contains('?', StringComparison.Ordinal)) return null;
        if (service == "s3") return Of(arn, buckets.PolicyOf(resource.Split('/')[0]));
        var where = place.Length > 0 ? place : region;
        Task<string?>? load = (service, resource.Split('/', ':')[0]) switch
        {
            ("sns", _) when !resource.Contains(':', StringComparison.Ordinal) => reads.KeptAsync("sns", arn, async () => Attribute(await reads.QueryAsync(where, "sns", "GetTopicAttributes", "2010-03-31", ("TopicArn", arn)), "Policy"), cancellationToken),
            ("secretsmanager", "secret") => Json("secretsmanager", where, arn, "secretsmanager.GetResourcePolicy", new JsonObject { ["SecretId"] = arn }, "ResourcePolicy", cancellationToken),
            ("ecr", "repository") => Json("ecr", where, arn, "GetRepositoryPolicy", new JsonObject { ["repositoryName"] = resource["repository/".Length..] }, "policyText", cancellationToken),
            ("events", "event-bus") => Json("events", where, arn, "AWSEvents.DescribeEventBus", new JsonObject { ["Name"] = resource["event-bus/".Length..] }, "Policy", cancellationToken),
            ("lambda", "function") => Rest("lambda", where, arn, FunctionPolicyPath(resource), "Policy", cancellationToken),
            ("backup", "backup-vault") => Rest("backup", where, arn, $"/backup-vaults/{resource["backup-vault:".Length..]}/access-policy", "Policy", cancellationToken),
            _ => null,
        };
        return load is null ? null : Of(arn, await load);
    }

    private async Task<ResourcePolicy> TrustAsync(string arn, CancellationToken cancellationToken)
    {
        var role = (await identities.ReadAsync(cancellationToken)).RoleOf(arn);
        return new ResourcePolicy(ResourcePolicyKind.RoleTrust, role is null ? null : Parse(arn, role.TrustPolicy));
    }

    private ResourcePolicy? Of(string arn, string? document) => string.IsNullOrEmpty(document) || Parse(arn, document) is not { } policy ? null : new ResourcePolicy(ResourcePolicyKind.Resource, policy);

    // Null for what the emulator took and AWS would not: it says nothing to anybody.
    private Policy? Parse(string name, string document)
    {
        try
        {
            return _parsed.GetOrAdd((name, document), key => Policy.Parse(key.Name, key.Document));
        }
        catch (MalformedPolicyException)
        {
            return null;
        }
    }

    private Task<string?> Json(string service, string region, string arn, string target, JsonObject input, string member, CancellationToken cancellationToken) =>
        reads.KeptAsync(service, arn, async () => (await reads.JsonAsync(region, service, target, input))?.Text(member), cancellationToken);

    private Task<string?> Rest(string service, string region, string arn, string path, string member, CancellationToken cancellationToken) =>
        reads.KeptAsync(service, arn, async () => (await reads.RestAsync(region, service, path))?.Text(member), cancellationToken);

    // function:name or function:name:qualifier, whose policy is its own.
    private static string FunctionPolicyPath(string resource) => resource.Split(':') switch
    {
        [_, var name, var qualifier] => $"/2015-03-31/functions/{name}/policy?Qualifier={Uri.EscapeDataString(qualifier)}",
        [_, var name] => $"/2015-03-31/functions/{name}/policy",
        _ => "/2015-03-31/functions/-/policy",
    };

    private static string? Attribute(System.Xml.Linq.XElement? answer, string name) => answer?.Descendants()
        .Where(element => element.Name.LocalName == "entry" && element.Elements().FirstOrDefault()?.Value == name).Select(element => element.Elements().Last().Value).FirstOrDefault();

    private static RequestContext Tags(string action, IReadOnlyDictionary<string, string> tags)
    {
        if (tags.Count == 0) return RequestContext.Empty;
        var service = action[..action.IndexOf(':', StringComparison.Ordinal)];
        return RequestContext.Of(tags.SelectMany(tag => new[] { ($"aws:ResourceTag/{tag.Key}", tag.Value), ($"{service}:ResourceTag/{tag.Key}", tag.Value) }).DistinctBy(pair => pair.Item1, StringComparer.OrdinalIgnoreCase));
    }
}
