using System.Collections.Specialized;
using Microsoft.AspNetCore.Http.Extensions;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Emulator;

/// <summary>Names the action of an S3 request by method, path and query: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html</summary>
internal static class S3Requests
{
    // Subresource of a bucket to the actions that read it, and that write or delete it.
    private static readonly Dictionary<string, (string Read, string Write)> OfBuckets = new(StringComparer.Ordinal)
    {
        ["versioning"] = ("GetBucketVersioning", "PutBucketVersioning"),
        ["location"] = ("GetBucketLocation", "CreateBucket"),
        ["policy"] = ("GetBucketPolicy", "PutBucketPolicy"),
        ["policyStatus"] = ("GetBucketPolicyStatus", "PutBucketPolicy"),
        ["encryption"] = ("GetEncryptionConfiguration", "PutEncryptionConfiguration"),
        ["lifecycle"] = ("GetLifecycleConfiguration", "PutLifecycleConfiguration"),
        ["publicAccessBlock"] = ("GetBucketPublicAccessBlock", "PutBucketPublicAccessBlock"),
        ["ownershipControls"] = ("GetBucketOwnershipControls", "PutBucketOwnershipControls"),
        ["acl"] = ("GetBucketAcl", "PutBucketAcl"),
        ["cors"] = ("GetBucketCORS", "PutBucketCORS"),
        ["website"] = ("GetBucketWebsite", "PutBucketWebsite"),
        ["logging"] = ("GetBucketLogging", "PutBucketLogging"),
        ["replication"] = ("GetReplicationConfiguration", "PutReplicationConfiguration"),
        ["requestPayment"] = ("GetBucketRequestPayment", "PutBucketRequestPayment"),
        ["accelerate"] = ("GetAccelerateConfiguration", "PutAccelerateConfiguration"),
        ["tagging"] = ("GetBucketTagging", "PutBucketTagging"),
        ["object-lock"] = ("GetBucketObjectLockConfiguration", "PutBucketObjectLockConfiguration"),
        ["notification"] = ("GetBucketNotification", "PutBucketNotification"),
        ["inventory"] = ("GetInventoryConfiguration", "PutInventoryConfiguration"),
        ["metrics"] = ("GetMetricsConfiguration", "PutMetricsConfiguration"),
        ["analytics"] = ("GetAnalyticsConfiguration", "PutAnalyticsConfiguration"),
        ["intelligent-tiering"] = ("GetIntelligentTieringConfiguration", "PutIntelligentTieringConfiguration"),
        ["versions"] = ("ListBucketVersions", "ListBucketVersions"),
        ["uploads"] = ("ListBucketMultipartUploads", "ListBucketMultipartUploads"),
    };

    /// <summary>A request as the gate reads it: without its body.</summary>
    public static AwsRequest Read(HttpRequest http, CredentialScope scope)
    {
        var parts = (http.Path.Value ?? "/").TrimStart('/').Split('/', 2);
        var (bucket, key) = (parts[0], parts.Length > 1 ? parts[1] : "");
        var query = new NameValueCollection();
        foreach (var (name, values) in http.Query)
            foreach (var value in values) query.Add(name, value);
        var path = new Dictionary<string, string>();
        if (bucket.Length > 0) path["Bucket"] = bucket;
        if (key.Length > 0) path["Key"] = key;
        return new AwsRequest
        {
            Region = scope.Region,
            Service = "s3",
            Operation = bucket.Length == 0 ? "ListAllMyBuckets" : key.Length == 0 ? OfBucket(http) : OfObject(http),
            Protocol = AwsProtocol.RestXml,
            Method = http.Method,
            PathAndQuery = http.GetEncodedPathAndQuery(),
            Body = [],
            AccessKey = scope.AccessKey,
            Headers = http.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            Path = path,
            QueryString = query,
        };
    }

    private static string OfBucket(HttpRequest http)
    {
        var reads = HttpMethods.IsGet(http.Method) || HttpMethods.IsHead(http.Method);
        foreach (var name in http.Query.Keys)
        {
            if (!OfBuckets.TryGetValue(name, out var actions)) continue;
            if (name == "policy" && HttpMethods.IsDelete(http.Method)) return "DeleteBucketPolicy";
            return reads ? actions.Read : actions.Write;
        }

        if (reads) return "ListBucket";
        // Many objects in one call.
        if (HttpMethods.IsPost(http.Method)) return "DeleteObject";
        return HttpMethods.IsDelete(http.Method) ? "DeleteBucket" : "CreateBucket";
    }

    private static string OfObject(HttpRequest http)
    {
        var (reads, ofVersion) = (HttpMethods.IsGet(http.Method) || HttpMethods.IsHead(http.Method), http.Query.ContainsKey("versionId") ? "Version" : "");
        if (http.Query.ContainsKey("tagging")) return (reads ? "Get" : HttpMethods.IsDelete(http.Method) ? "Delete" : "Put") + $"Object{ofVersion}Tagging";
        if (http.Query.ContainsKey("acl")) return (reads ? "Get" : "Put") + $"Object{ofVersion}Acl";
        if (http.Query.ContainsKey("retention")) return (reads ? "Get" : "Put") + "ObjectRetention";
        if (http.Query.ContainsKey("legal-hold")) return (reads ? "Get" : "Put") + "ObjectLegalHold";
        if (http.Query.ContainsKey("uploadId") && reads) return "ListMultipartUploadParts";
        if (http.Query.ContainsKey("uploadId") && HttpMethods.IsDelete(http.Method)) return "AbortMultipartUpload";
        if (reads) return $"GetObject{ofVersion}";
        return HttpMethods.IsDelete(http.Method) ? $"DeleteObject{ofVersion}" : "PutObject";
    }
}
