using System.Xml.Linq;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Iam;

/// <summary>Reads who is in the account, once after each change of IAM.</summary>
public sealed class IdentityDirectory(IamApi iam, ServiceChanges changes)
{
    private static readonly (string, string)[] Kinds = [("Filter.member.1", "Role"), ("Filter.member.2", "User"), ("Filter.member.3", "Group"), ("Filter.member.4", "LocalManagedPolicy")];
    private readonly Dictionary<string, Task<string?>> _awsPolicies = [];
    private readonly Lock _lock = new();
    private (long Version, Task<IdentitySnapshot> Snapshot)? _latest;

    /// <summary>The account's identities.</summary>
    public Task<IdentitySnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var version = changes.Of("iam");
            if (_latest is not { } latest || latest.Version != version || latest.Snapshot.IsFaulted)
                _latest = (version, LoadAsync());
            return _latest.Value.Snapshot.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The document of a policy, one of AWS's included; null when there is none.</summary>
    public Task<string?> PolicyAsync(IdentitySnapshot snapshot, string arn)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(arn);
        if (snapshot.Policies.TryGetValue(arn, out var document)) return Task.FromResult<string?>(document);
        // AWS's own do not change while a sandbox runs.
        lock (_lock) return _awsPolicies.TryGetValue(arn, out var known) && !known.IsFaulted ? known : _awsPolicies[arn] = AwsPolicyAsync(arn);
    }

    private async Task<IdentitySnapshot> LoadAsync()
    {
        var (roles, users, groups, policies) = (new List<XElement>(), new List<XElement>(), new List<XElement>(), new List<XElement>());
        string? marker = null;
        do
        {
            var page = await iam.CallAsync("GetAccountAuthorizationDetails", CancellationToken.None, [.. Kinds, .. marker is null ? Array.Empty<(string, string)>() : [("Marker", marker)]]);
            roles.AddRange(Members(page, "RoleDetailList"));
            users.AddRange(Members(page, "UserDetailList"));
            groups.AddRange(Members(page, "GroupDetailList"));
            policies.AddRange(Members(page, "Policies"));
            marker = IamApi.Text(page, "Marker");
        }
        while (!string.IsNullOrEmpty(marker));

        var byName = groups.ToDictionary(group => Text(group, "GroupName"));
        return new IdentitySnapshot(
            [.. roles.Select(role => Identity(role, "RoleName", "RoleId", "RolePolicyList", [])) ],
            [.. users.Select(user => Identity(user, "UserName", "UserId", "UserPolicyList", Child(user, "GroupList")?.Elements().Select(name => byName.GetValueOrDefault(name.Value)).OfType<XElement>() ?? []))],
            policies.ToDictionary(policy => Text(policy, "Arn"), policy => Uri.UnescapeDataString(Text(
                Child(policy, "PolicyVersionList")!.Elements().First(version => Text(version, "IsDefaultVersion") == "true"), "Document"))));
    }

    private static IamIdentity Identity(XElement element, string name, string id, string inline, IEnumerable<XElement> groups)
    {
        var all = groups.ToList();
        return new IamIdentity(
            Text(element, name), Text(element, "Arn"), Text(element, id), Uri.UnescapeDataString(Text(element, "AssumeRolePolicyDocument")),
            [.. Members(element, inline).Concat(all.SelectMany(group => Members(group, "GroupPolicyList"))).Select(policy => (Text(policy, "PolicyName"), Uri.UnescapeDataString(Text(policy, "PolicyDocument"))))],
            [.. all.Prepend(element).SelectMany(each => Members(each, "AttachedManagedPolicies")).Select(policy => Text(policy, "PolicyArn")).Distinct(StringComparer.Ordinal)],
            Child(element, "PermissionsBoundary") is { } boundary && Text(boundary, "PermissionsBoundaryArn") is { Length: > 0 } arn ? arn : null,
            Members(element, "Tags").ToDictionary(tag => Text(tag, "Key"), tag => Text(tag, "Value")));
    }

    private async Task<string?> AwsPolicyAsync(string arn)
    {
        try
        {
            var policy = await iam.CallAsync("GetPolicy", CancellationToken.None, ("PolicyArn", arn));
            var found = await iam.CallAsync("GetPolicyVersion", CancellationToken.None, ("PolicyArn", arn), ("VersionId", IamApi.Text(policy, "DefaultVersionId")!));
            return Uri.UnescapeDataString(IamApi.Text(found, "Document")!);
        }
        catch (AwsException error) when (error.Code == "NoSuchEntity")
        {
            return null;
        }
    }

    private static XElement? Child(XElement element, string name) => element.Elements().FirstOrDefault(child => child.Name.LocalName == name);

    private static string Text(XElement element, string name) => Child(element, name)?.Value ?? "";

    private static IEnumerable<XElement> Members(XElement element, string list) =>
        (element.Name.LocalName.EndsWith("Response", StringComparison.Ordinal) ? element.Descendants().FirstOrDefault(child => child.Name.LocalName == list) : Child(element, list))?.Elements() ?? [];
}
