using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Notejam.Machine.Processes;

namespace Notejam.Infra.Tests.Policy;

/// <summary>Plans of all stacks for both regions, made by Terraform and the AWS provider against moto, which answers what a plan asks of AWS.</summary>
public sealed class PlansFixture : IAsyncLifetime, IDisposable
{
    private const string Primary = "eu-central-1";
    private const string Recovery = "eu-west-2";
    private const string Package = "-var=functions_package=../../modules/functions/tests/package.zip";
    // An account's that has it: whom the roles trust then stands in the plan.
    private const string GithubProvider = "-var=github_oidc_provider_arn=arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";
    private static readonly string[] Domain = ["-var=domain_name=notejam.example", "-var=zone_id=Z0123456789ABCDEFGHIJ"];
    private static readonly string[] Mail = ["-var=mail_host=smtp.example.com", "-var=mail_port=465", "-var=mail_encryption=Implicit", "-var=mail_from=Notejam <noreply@example.com>"];
    private readonly TerraformFixture _terraform = new();
    private readonly Dictionary<string, StackPlan> _plans = [];
    private readonly string _endpoint = $"http://127.0.0.1:{FreePort()}";
    private Process? _moto;

    /// <summary>A plan by its name: <c>account</c>, <c>account of another region</c>, <c>backup</c>, <c>recovery</c>, <c>drill</c>, <c>failover</c>, <c>delivery</c>, <c>schedules</c>, <c>eu-central-1</c>, <c>eu-west-2</c>.</summary>
    internal StackPlan this[string name] => _plans[name];

    public async Task InitializeAsync()
    {
        await _terraform.InitializeAsync();
        _moto = Process.Start(new ProcessStartInfo("moto_server", ["-H", "127.0.0.1", "-p", new Uri(_endpoint).Port.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true" },
        })!;
        _moto.OutputDataReceived += (_, _) => { };
        _moto.ErrorDataReceived += (_, _) => { };
        _moto.BeginOutputReadLine();
        _moto.BeginErrorReadLine();
        await WaitAsync();
        await ReplicateAsync();

        await PlanAsync("account", "account", "default", "-var=region=eu-central-1", "-var=state_bucket=notejam-state-123456789012-eu-central-1", "-var=github_repository=notejam/delivery", GithubProvider);
        await PlanAsync("account of another region", "account", "default", $"-var=region={Recovery}", $"-var=state_bucket=notejam-state-123456789012-{Recovery}", "-var=github_repository=notejam/delivery");
        await PlanAsync("backup", "backup", "production");
        await PlanAsync("recovery", "recovery", "production", [$"-var=region={Recovery}", $"-var=primary_region={Primary}", .. Domain, .. Mail]);
        _terraform.Write("stacks/drill/standing.tfvars.json", new JsonObject { ["standing"] = Standing() }.ToJsonString());
        await PlanAsync("drill", "drill", "k3xm9", $"-var=region={Recovery}", "-var=drill_id=k3xm9", "-var-file=standing.tfvars.json");
        _terraform.Write("stacks/failover/standing.tfvars.json", new JsonObject { ["standing"] = StandingWithADomain() }.ToJsonString());
        await PlanAsync("failover", "failover", "k3xm9", $"-var=region={Recovery}", "-var=failover_id=k3xm9", "-var-file=standing.tfvars.json");
        await PlanAsync("delivery", "delivery", "production", "-var=source_repository=notejam/delivery", $"-var=deploy_policy_arns={Lent("deploy-service")}");
        await PlanAsync("schedules", "delivery", "production", "-var=source_repository=notejam/delivery", "-var=pipeline=false", "-var=schedules=true", $$"""-var=schedule_policy_arns={"drill":{{Lent("drill-data")}},"verify-backups":{{Lent("verify-backups")}}}""");
        await PlanAsync(Primary, "region", Primary, ["-var-file=../../environments/production.tfvars", $"-var=region={Primary}", Package, .. Domain, .. Mail]);
        await PlanAsync(Recovery, "region", Recovery, ["-var-file=../../environments/production.tfvars", $"-var=region={Recovery}", Package, .. Domain]);
    }

    public Task DisposeAsync()
    {
        _moto?.Kill(entireProcessTree: true);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _moto?.Dispose();
        _terraform.Dispose();
    }

    /// <summary>What the recovery stack would have told, had it been applied.</summary>
    private static JsonObject Standing() => new()
    {
        ["client_cidr_blocks"] = new JsonArray("0.0.0.0/0"), ["vpc_id"] = "vpc-1", ["public_subnet_ids"] = new JsonArray("subnet-1", "subnet-2"), ["private_subnet_ids"] = new JsonArray("subnet-3", "subnet-4"),
        ["private_route_table_ids"] = new JsonArray("rtb-1", "rtb-2"), ["load_balancer_security_group_id"] = "sg-1", ["task_security_group_id"] = "sg-2", ["cache_security_group_id"] = "sg-3",
        ["cache_subnet_group_name"] = "notejam-production-dr", ["cache_node_type"] = "cache.t4g.micro", ["cache_kms_key_arn"] = "arn:aws:kms:eu-west-2:123456789012:key/5c6e1d3a-0d9f-4a39-8ad5-0fa8b1a0a6f2",
        ["cluster_name"] = "notejam-production-dr", ["bootstrap_task_definition_arn"] = "arn:aws:ecs:eu-west-2:123456789012:task-definition/notejam-production-dr-bootstrap:1",
        ["container_name"] = "notejam", ["container_port"] = 8080,
    };

    private static JsonObject StandingWithADomain()
    {
        var standing = Standing();
        standing["domain_name"] = "notejam.example";
        standing["zone_id"] = "Z0123456789ABCDEFGHIJ";
        standing["certificate_arn"] = "arn:aws:acm:eu-west-2:123456789012:certificate/7e7a28d2-163f-4b8f-b9cd-822f96c08d6a";
        return standing;
    }

    /// <summary>What the account stack would have told, had it been applied.</summary>
    private static string Lent(string policy) => $"""["arn:aws:iam::123456789012:policy/notejam-github-{policy}"]""";

    private async Task PlanAsync(string name, string stack, string workspace, params string[] variables)
    {
        var folder = $"stacks/{stack}";
        // The state of a plan that is never applied lies nowhere.
        _terraform.Write($"{folder}/backend_override.tf", "terraform {\n  backend \"local\" {}\n}\n");
        await RunAsync(folder, "init", "-input=false", "-no-color", "-lockfile=readonly");
        await RunAsync(folder, "workspace", "select", "-or-create", workspace);
        var file = $"{name.Replace(' ', '-')}.tfplan";
        await RunAsync(folder, ["plan", "-input=false", "-no-color", "-lock=false", $"-out={file}", .. variables]);
        var shown = await _terraform.AskAsync(folder, "show", "-json", file);
        _plans[name] = shown.Succeeded ? new StackPlan((JsonObject)JsonNode.Parse(shown.Output)!) : throw new InvalidOperationException($"terraform show in {folder}: {shown.Error}{shown.Output}");
    }

    private async Task<string> RunAsync(string folder, params string[] arguments)
    {
        var result = await _terraform.RunAsync(folder, Aws(), arguments);
        return result.Succeeded ? result.Output : throw new InvalidOperationException($"terraform {arguments[0]} in {folder}: {result.Error}{result.Output}");
    }

    /// <summary>What the primary region's stack would have replicated to the other region before that is planned.</summary>
    private async Task ReplicateAsync()
    {
        var key = ((string)JsonNode.Parse(await AwsAsync("kms", "create-key", "--region", Recovery))!["KeyMetadata"]!["KeyId"]!)!;
        await AwsAsync("secretsmanager", "create-secret", "--name", "notejam-production/application", "--secret-string", "x", "--kms-key-id", key, "--region", Recovery);
        await AwsAsync("secretsmanager", "create-secret", "--name", "notejam-production/database", "--secret-string", """{"password":"x"}""", "--kms-key-id", key, "--region", Recovery);
        await AwsAsync("secretsmanager", "create-secret", "--name", "notejam-production/cache", "--secret-string", "x", "--kms-key-id", key, "--region", Recovery);
        await AwsAsync("ecr", "create-repository", "--repository-name", "notejam-production", "--region", Recovery);
    }

    private async Task<string> AwsAsync(params string[] call)
    {
        var result = await new ProcessRunner().RunAsync(new ProcessCommand("aws", call) { Environment = Aws() });
        return result.Succeeded ? result.Output : throw new InvalidOperationException($"aws {string.Join(' ', call)}: {result.Error}");
    }

    private Dictionary<string, string?> Aws() => new(
    [
        KeyValuePair.Create<string, string?>("AWS_ENDPOINT_URL", _endpoint), KeyValuePair.Create<string, string?>("AWS_ACCESS_KEY_ID", "test"),
        KeyValuePair.Create<string, string?>("AWS_SECRET_ACCESS_KEY", "test"), KeyValuePair.Create<string, string?>("AWS_PROFILE", null),
    ]);

    private async Task WaitAsync()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(_endpoint + "/moto-api/"));
                return;
            }
            catch (HttpRequestException) when (attempt < 300 && _moto is { HasExited: false })
            {
                await Task.Delay(100);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
