using Notejam.AccessControl.Reference;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Access;

namespace Notejam.Sandbox.Access.Emulated;

/// <summary>What requests to CloudWatch Logs need. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/permissions-reference-cwl.html</summary>
internal sealed class LogsAccess() : ServiceAccess("logs")
{
    // "The ARN with :* is for all actions but those on tags" (iam-access-control-overview-cwl.html).
    private static readonly string[] OfTheGroupItself = ["TagResource", "UntagResource", "ListTagsForResource"];

    public static ServiceAccess Create() => new LogsAccess
    {
        PassedRoles = new Dictionary<string, PassedRole> { ["PutSubscriptionFilter"] = new("logs.amazonaws.com", "roleArn"), ["PutDestination"] = new("logs.amazonaws.com", "roleArn") },
    };

    // "The key's policy must let the service principal of the region use it" (encrypt-log-data-kms.html).
    public override IEnumerable<KeyDemand> KeysOfService(RequestFacts facts)
    {
        if (facts.Request.Operation is not ("CreateLogGroup" or "AssociateKmsKey") || facts.First("kmsKeyId") is not { } key) return [];
        var group = facts.Request.Arn("logs", $"log-group:{facts.First("logGroupName")}");
        return [new KeyDemand(key, group, new AwsException("InvalidParameterException", $"The specified KMS key does not exist or is not allowed to be used with Arn '{group}'"))];
    }

    protected override IEnumerable<string> ArnsOf(ResourceTypeReference type, RequestFacts facts)
    {
        if (type.Name is not ("log-group" or "log-stream")) return base.ArnsOf(type, facts);
        var groups = facts.Of("logGroupName", "logGroupNames", "logGroupIdentifier", "logGroupIdentifiers", "resourceArn", "resourceIdentifier", "logGroupArn")
            .Select(name => name.StartsWith("arn:", StringComparison.Ordinal) ? name.EndsWith(":*", StringComparison.Ordinal) ? name[..^2] : name : facts.Request.Arn("logs", "log-group:" + name));
        if (type.Name == "log-stream") return groups.SelectMany(group => Streams(facts).Select(stream => $"{group}:log-stream:{stream}"));
        return OfTheGroupItself.Contains(facts.Request.Operation) ? groups : groups.Select(group => $"{group}:log-stream:");
    }

    // Tags given to a new group are about the group itself.
    protected override AccessNeed TagNeed(AccessNeed own, string action, RequestFacts facts) =>
        new(action, [.. own.Resources.Select(arn => arn.Replace(":log-stream:", "", StringComparison.Ordinal))]);

    private static IReadOnlyList<string> Streams(RequestFacts facts) => facts.Of("logStreamName") is { Count: > 0 } streams ? streams : [""];
}
