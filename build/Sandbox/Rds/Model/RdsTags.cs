using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Rds.Model;

/// <summary>Tags of RDS resources, by ARN.</summary>
internal static class RdsTags
{
    /// <summary>
    /// Names the server that runs behind an instance, whose version may differ from the engine version asked for.
    /// Clients leave tags of the prefix <c>aws:</c> alone.
    /// </summary>
    public const string ServerTag = "aws:sandbox:server";

    /// <summary>A resource's tags.</summary>
    public static IReadOnlyDictionary<string, string> Of(RdsRegion region, string arn)
    {
        var tags = region.Tags.TryGetValue(arn, out var own) ? new SortedDictionary<string, string>(own) : [];
        if (region.Instances.Values.FirstOrDefault(instance => instance.Arn == arn) is { ServerVersion: { } version })
            tags[ServerTag] = $"PostgreSQL {version}";
        return tags;
    }

    /// <summary>Sets the tags that a request carries.</summary>
    public static void Set(RdsRegion region, string arn, QueryParameters query)
    {
        var tags = query.Structures("Tags", "Tag");
        if (tags.Count == 0) return;
        if (!region.Tags.TryGetValue(arn, out var own)) region.Tags[arn] = own = [];
        foreach (var tag in tags) own[tag.Required("Key")] = tag["Value"] ?? "";
    }
}
