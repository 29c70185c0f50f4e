using System.Text.Json.Nodes;
using Notejam.Sandbox.Ecr.Model;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Ecr.Api;

/// <summary>Reads what ECR's operations have in common.</summary>
internal static class EcrArguments
{
    private const int DefaultPageSize = 100;

    /// <summary>A text, or null.</summary>
    public static string? Text(this JsonObject json, string name) => json[name] is JsonValue value ? value.GetValue<string>() : null;

    /// <summary>A text that the operation cannot do without.</summary>
    public static string Required(this JsonObject json, string name) =>
        json.Text(name) is { Length: > 0 } text ? text : throw EcrErrors.Invalid($"Invalid parameter at '{name}' failed to satisfy constraint: 'must not be null'");

    /// <summary>A list of objects; empty when absent.</summary>
    public static IEnumerable<JsonObject> Objects(this JsonObject json, string name) => (json[name] as JsonArray ?? []).OfType<JsonObject>();

    /// <summary>A list of texts; empty when absent.</summary>
    public static List<string> Texts(this JsonObject json, string name) => [.. (json[name] as JsonArray ?? []).Select(value => value!.GetValue<string>())];

    /// <summary>The repository that a request names.</summary>
    public static Repository Repository(this EcrRegion state, AwsRequest request)
    {
        var name = request.Json.Required("repositoryName");
        return state.Repositories.GetValueOrDefault(name) ?? throw EcrErrors.NoRepository(name);
    }

    /// <summary>The image of an id.</summary>
    public static Image? Find(this Repository repository, ImageId id)
    {
        var image = id.Digest is { } digest ? repository.ByDigest(digest) : repository.ByTag(id.Tag ?? "");
        return id is { Digest: not null, Tag: { } tag } && image?.Tags.Contains(tag) == false ? null : image;
    }

    /// <summary>A page of a list; its token is the index of the first element of the next page.</summary>
    /// <param name="key">The list's name in the answer.</param>
    public static JsonObject Page(AwsRequest request, string key, IReadOnlyList<JsonNode> all)
    {
        var start = request.Json.Text("nextToken") is { } token
            ? int.TryParse(token, System.Globalization.CultureInfo.InvariantCulture, out var index) ? index : throw EcrErrors.Invalid("Invalid parameter at 'nextToken'")
            : 0;
        var size = request.Json["maxResults"]?.GetValue<int>() ?? DefaultPageSize;
        var page = new JsonObject { [key] = new JsonArray([.. all.Skip(start).Take(size)]) };
        if (start + size < all.Count) page["nextToken"] = (start + size).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return page;
    }
}
