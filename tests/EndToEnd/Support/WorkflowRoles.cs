using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Notejam.Machine.Environments;
using Notejam.Machine.Processes;

namespace Notejam.EndToEnd.Support;

/// <summary>
/// The roles of GitHub's workflows, as the account stack makes them for a repository, and who of its jobs assumes which. Each run
/// gets a token of GitHub's kind for its subject, and the session that the role's trust policy grants for it.
/// </summary>
public sealed class WorkflowRoles(SandboxWorld world)
{
    private const string Repository = "example/notejam";
    private const string Account = "infra/stacks/account/account.auto.tfvars";
    private const string Values = "infra/environments/production.tfvars";

    // Not the primary region: it may be the one that is gone.
    private const string Region = "eu-west-2";

    // As in .github/workflows; what is not there is an administrator's.
    private static readonly Dictionary<string, (string Role, string Subject)> ByTarget = new(StringComparer.Ordinal)
    {
        ["Deploy"] = ("deploy", $"repo:{Repository}:environment:production"),
        ["Backup"] = ("deploy", $"repo:{Repository}:environment:production"),
        ["VerifyBackups"] = ("deploy", $"repo:{Repository}:environment:production"),
        ["DrDrill"] = ("drill", $"repo:{Repository}:environment:production"),
        ["Failover"] = ("failover", $"repo:{Repository}:environment:failover"),
        ["Failback"] = ("failover", $"repo:{Repository}:environment:failover"),
    };

    private bool _areThere;

    /// <summary>Names the repository, as who prepares an account does: the administrator's next apply of the account makes the roles.</summary>
    /// <param name="zones">Hosted zones whose records they may write.</param>
    public async Task NameRepositoryAsync(params string[] zones)
    {
        await world.Repository.AddAsync(Account, $"github_repository = \"{Repository}\"\nhosted_zone_ids   = [{string.Join(", ", zones.Select(zone => $"\"{zone}\""))}]\n");
        await world.Repository.ChangeAsync(Values, "\nprimary_region = ", "\npermissions_boundary_name = \"notejam-boundary\"\n\nprimary_region = ");
    }

    /// <summary>From now on each target runs under the role of its workflow.</summary>
    public void Take() => _areThere = true;

    /// <summary>The variables of a run: the credentials of its workflow's session, or none for an administrator's.</summary>
    public async Task<IReadOnlyDictionary<string, string?>> VariablesOfAsync(string target)
    {
        if (!_areThere || !ByTarget.TryGetValue(target, out var workflow)) return new Dictionary<string, string?>();
        var credentials = JsonNode.Parse(await AssumeAsync(workflow.Role, workflow.Subject))!["Credentials"]!;
        return new Dictionary<string, string?>
        {
            [SandboxEnvironment.CredentialsVariable] = $"{credentials["AccessKeyId"]}:{credentials["SecretAccessKey"]}:{credentials["SessionToken"]}",
        };
    }

    /// <summary>Assumes a role with a token of a subject.</summary>
    /// <returns>What the AWS CLI printed.</returns>
    public async Task<string> AssumeAsync(string role, string subject)
    {
        using var http = new HttpClient { BaseAddress = new Uri(world.Endpoint), DefaultRequestHeaders = { { "X-Notejam-Sandbox", "1" } } };
        using var answer = await http.PostAsJsonAsync("/_sandbox/oidc/token", new { subject });
        var token = (string)(await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>())!["value"]!;
        return await world.RunAsync("aws", "sts", "assume-role-with-web-identity", "--region", Region, "--role-arn", $"arn:aws:iam::123456789012:role/notejam-github-{role}",
            "--role-session-name", "story", "--web-identity-token", token, "--output", "json");
    }

    /// <summary>What the roles were refused so far: action and resources of each.</summary>
    public async Task<IReadOnlyList<string>> RefusalsAsync()
    {
        using var http = new HttpClient { BaseAddress = new Uri(world.Endpoint) };
        var answer = (await http.GetFromJsonAsync<JsonNode>("/_sandbox/access?allowed=false&principal=assumed-role/notejam-github-"))!;
        return [.. answer["decisions"]!.AsArray().Select(decision => $"{((string)decision!["principal"]!).Split('/')[1]} {decision["action"]} {string.Join(' ', decision["resources"]!.AsArray())}").Order(StringComparer.Ordinal)];
    }
}
