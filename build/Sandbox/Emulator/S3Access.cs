using Notejam.AccessControl.Reference;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Access;

namespace Notejam.Sandbox.Emulator;

/// <summary>What requests to S3 need. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html</summary>
internal sealed class S3Access() : ServiceAccess("s3")
{
    public static ServiceAccess Create() => new S3Access
    {
        Keys = new Dictionary<string, string[]>
        {
            ["s3:prefix"] = ["prefix"], ["s3:delimiter"] = ["delimiter"], ["s3:max-keys"] = ["max-keys"], ["s3:VersionId"] = ["versionId"],
        },
        TagAction = null,
    };

    public override async ValueTask<IReadOnlyList<AccessNeed>> NeedsOfAsync(RequestFacts facts, AwsServices services, CancellationToken cancellationToken)
    {
        var needs = (await base.NeedsOfAsync(facts, services, cancellationToken)).ToList();
        var headers = facts.Request.Headers;
        foreach (var name in new[] { "x-amz-server-side-encryption", "x-amz-acl", "x-amz-content-sha256", "x-amz-storage-class" })
            if (headers.TryGetValue(name, out var value) && value.Length > 0) needs[0] = needs[0].With("s3:" + name, value);
        if (headers.GetValueOrDefault("x-amz-copy-source") is { Length: > 0 } source)
            needs.Add(new AccessNeed("s3:GetObject", "arn:aws:s3:::" + Uri.UnescapeDataString(source.TrimStart('/').Split('?')[0])));
        return needs;
    }

    protected override IEnumerable<string> ArnsOf(ResourceTypeReference type, RequestFacts facts) => (type.Name, facts.First("Bucket"), facts.First("Key")) switch
    {
        ("bucket", { } bucket, null) => [$"arn:aws:s3:::{bucket}"],
        ("object", { } bucket, { } key) => [$"arn:aws:s3:::{bucket}/{key}"],
        _ => [],
    };
}
