using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Notejam.EndToEnd.Support;

/// <summary>A name of Notejam's own, and where it leads.</summary>
public sealed class Domain(SandboxWorld world)
{
    /// <summary>The name.</summary>
    public const string Name = "notejam.example.com";

    private const string Values = "infra/environments/production.tfvars";

    /// <summary>Makes the zone, as its owner has, and gives the environment the name.</summary>
    /// <returns>The zone's id.</returns>
    public async Task<string> TakeAsync()
    {
        var zone = (await world.RunAsync("aws", "route53", "create-hosted-zone", "--name", "example.com", "--caller-reference", "story", "--query", "HostedZone.Id", "--output", "text")).Trim().Split('/')[^1];
        await world.Repository.ChangeAsync(Values, "\ndeletion_protection = true", $"\ndeletion_protection = true\n\ndomain_name = \"{Name}\"\nzone_id     = \"{zone}\"\n");
        return zone;
    }

    /// <summary>Where it leads now, by the sandbox's Route 53.</summary>
    public async Task<(string? Record, string Address)> WhereAsync()
    {
        using var http = new HttpClient();
        var answer = (await http.GetFromJsonAsync<JsonNode>(new Uri($"{world.Endpoint}/_sandbox/names/{Name}")))!;
        return ((string?)answer["record"], (string)answer["addresses"]!.AsArray().Single()!);
    }
}
