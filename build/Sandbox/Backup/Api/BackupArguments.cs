using System.Globalization;
using System.Text.Json.Nodes;
using Notejam.Sandbox.Backup.Model;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Backup.Api;

/// <summary>Reads and writes what the operations have in common.</summary>
internal static class BackupArguments
{
    private const int PageSize = 1000;

    /// <summary>A text that the operation cannot do without.</summary>
    public static string Required(this JsonObject json, string name) => json.Text(name) ?? throw BackupErrors.Missing(name);

    /// <summary>A structure that the operation cannot do without.</summary>
    public static JsonObject Demanded(this JsonObject json, string name) => json[name] as JsonObject ?? throw BackupErrors.Missing(name);

    /// <summary>The vault that a path names.</summary>
    public static Vault Vault(this BackupRegion region, AwsRequest call) => region.Vaults.GetValueOrDefault(call.Path["vault"]) ?? throw BackupErrors.NoVault(call.Path["vault"]);

    /// <summary>The plan that a path names, deleted or not.</summary>
    public static BackupPlan Plan(this BackupRegion region, AwsRequest call) => region.Plans.GetValueOrDefault(call.Path["plan"]) ?? throw BackupErrors.NoPlan(call.Path["plan"]);

    /// <summary>The plan that a path names, unless it is deleted.</summary>
    public static BackupPlan ActivePlan(this BackupRegion region, AwsRequest call) =>
        region.Plan(call) is { DeletedAt: null } plan ? plan : throw BackupErrors.NoPlan(call.Path["plan"]);

    /// <summary>Takes tags over.</summary>
    public static void Add(this SortedDictionary<string, string> tags, JsonObject given)
    {
        foreach (var (key, value) in given) tags[key] = value?.GetValue<string>() ?? "";
    }

    /// <summary>Sets a text, if there is one.</summary>
    public static void SetText(this JsonObject json, string name, string? text)
    {
        if (text is not null) json[name] = text;
    }

    /// <summary>Sets a moment, if there is one.</summary>
    public static void SetMoment(this JsonObject json, string name, DateTimeOffset? moment)
    {
        if (moment is { } known) json[name] = AwsResponse.Epoch(known);
    }

    /// <summary>A page of a list.</summary>
    public static AwsResponse Page(AwsRequest call, string key, IEnumerable<JsonObject> all) => Page(call, key, all, json => json);

    /// <summary>A page of a list; only what is on the page is written.</summary>
    public static AwsResponse Page<T>(AwsRequest call, string key, IEnumerable<T> all, Func<T, JsonObject> show)
    {
        int? size = int.TryParse(call.QueryString["maxResults"] ?? call.QueryString["MaxResults"], CultureInfo.InvariantCulture, out var number) ? number : null;
        var (page, next) = Paging.Cut([.. all], call.QueryString["nextToken"] ?? call.QueryString["NextToken"], size, PageSize, "InvalidParameterValueException");
        var answer = new JsonObject { [key] = JsonReading.Array(page.Select(show)) };
        answer.SetText("NextToken", next);
        return AwsResponse.Json(answer);
    }
}
