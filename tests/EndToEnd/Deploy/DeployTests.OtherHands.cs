using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Notejam.EndToEnd.Field;
using Notejam.EndToEnd.Support;
using Notejam.Machine.Processes;

namespace Notejam.EndToEnd.Deploy;

// Other people's hands: what somebody does beside the pipeline, in a console, a second clone or a database.
public sealed partial class DeployTests
{
    private const int Answers = 60;

    // What others had in our places, when they had moved in.
    private static string _neighbours = "";

    private static readonly Dictionary<string, HandRow> Hands = new(StringComparer.Ordinal)
    {
        ["the listener leads to the empty target group"] = new("""aws elbv2 modify-listener --listener-arn "$LISTENER" --default-actions "Type=forward,TargetGroupArn=$IDLE" """, 0, "(empty): pointing it back at"),
        ["the listener shows a page of its own"] = new("""aws elbv2 modify-listener --listener-arn "$LISTENER" --default-actions 'Type=fixed-response,FixedResponseConfig={StatusCode=503,ContentType=text/plain,MessageBody=soon}' """, 1, "answers with fixed-response")
            { Remedy = "aws elbv2 modify-listener --listener-arn " },
        ["a stranger is among the targets"] = new("""aws elbv2 register-targets --target-group-arn "$LIVE" --targets Id=10.9.9.9,Port=8080""", 1, "has targets that are no tasks of")
            { Remedy = "aws elbv2 deregister-targets --target-group-arn " },
        ["the service is scaled to zero"] = new("aws ecs update-service --cluster $N --service $N --desired-count 0", 0, "was set to 0 tasks"),
        ["the task definition that serves is deregistered"] = new("""aws ecs deregister-task-definition --task-definition "$SERVES" """, 0, "is live by d-") { Deploys = true, LosesNothing = true },
        ["the image that serves is deleted from the repository, and a task of it ends"] = new("""
            aws ecr batch-delete-image --repository-name $N --image-ids imageDigest=$(aws ecs describe-task-definition --task-definition "$SERVES" --query 'taskDefinition.containerDefinitions[0].image' --output text | cut -d@ -f2)
            aws ecs stop-task --cluster $N --task "$(aws ecs list-tasks --cluster $N --service-name $N --query 'taskArns[0]' --output text)"
            """, 0, "pushing ", "3 of 3 tasks run and are healthy") { LosesNothing = true },
        ["another deployment is under way"] = new(HandRow.Variant + """
            aws deploy create-deployment --application-name $N --deployment-group-name $N --revision file://revision.json --deployment-config-name CodeDeployDefault.ECSLinear10PercentEvery3Minutes
            """, 1, "of notejam-production is under way") { Remedy = "aws deploy stop-deployment --deployment-id ", LosesNothing = true },
        ["another deployment is stopped in the middle and not rolled back"] = new(HandRow.Variant + """
            ID=$(aws deploy create-deployment --application-name $N --deployment-group-name $N --revision file://revision.json --query deploymentId --output text)
            for TRY in $(seq 100); do
              SHARE=$(aws elbv2 describe-listeners --listener-arns "$LISTENER" --query 'length(Listeners[0].DefaultActions[0].ForwardConfig.TargetGroups[?Weight>`0`])' --output text)
              [ "$SHARE" != 2 ] || break
              sleep 0.2
            done
            [ "$SHARE" = 2 ]
            aws deploy stop-deployment --deployment-id "$ID" --no-auto-rollback-enabled
            """, 0, "pointed back", "has left the task set") { Deploys = true },
    };

    // Tasks of a release must be started, for its task definition is deregistered each time, and what they need is taken away.
    private static readonly Dictionary<string, HandRow> Thefts = new(StringComparer.Ordinal)
    {
        ["the application's secret holds nonsense"] = new("""
            aws secretsmanager get-secret-value --secret-id $N/application --query SecretString --output text > secret.json
            aws secretsmanager put-secret-value --secret-id $N/application --secret-string nonsense
            """, 1, "Application__Secret is not a JSON object of texts", "brings the old release back", "./build.sh Preseed --from secret.json --region eu-central-1") { Undo = "aws secretsmanager put-secret-value --secret-id $N/application --secret-string file://secret.json" },
        ["the application's secret is to be deleted"] = new("""
            aws secretsmanager describe-secret --secret-id $N/application --query 'ReplicationStatus[0].KmsKeyId' --output text > key
            aws secretsmanager remove-regions-from-replication --secret-id $N/application --remove-replica-regions eu-west-2
            aws secretsmanager delete-secret --secret-id $N/application --recovery-window-in-days 7
            """, 1, "The migration could not start", "it can still be taken back: aws secretsmanager restore-secret --secret-id arn:aws:secretsmanager:eu-central-1:")
            {
                Undo = """
                    aws secretsmanager restore-secret --secret-id $N/application
                    aws secretsmanager replicate-secret-to-regions --secret-id $N/application --add-replica-regions Region=eu-west-2,KmsKeyId="$(cat key)"
                    """,
            },
        ["the key of the secrets is disabled"] = new("aws kms disable-key --key-id $(aws kms describe-key --key-id alias/$N-secrets --query KeyMetadata.KeyId --output text)", 1, "The migration could not start", "DecryptionFailure", "./build.sh Plan Apply enables one that was disabled by hand")
            { Undo = "aws kms enable-key --key-id $(aws kms describe-key --key-id alias/$N-secrets --query KeyMetadata.KeyId --output text)" },
        ["an alarm is set while the release is rolled out"] = new("true", 1, "ALARM_ACTIVE", "Activated alarms: notejam-production-blue-5xx", "brings the old release back")
            { When = ("rolls out", "aws cloudwatch set-alarm-state --alarm-name $N-blue-5xx --state-value ALARM --state-reason by-hand"), Undo = "aws cloudwatch set-alarm-state --alarm-name $N-blue-5xx --state-value OK --state-reason by-hand" },
        // The other one is refused by CodeDeploy, which takes one at a time.
        ["the deployment is stopped by hand, and another one begun"] = new(HandRow.Variant, 1, "MANUAL_STOP: The deployment was stopped by a user", "brings the old release back")
            {
                When = ("rolls out", """
                    python3 - <<'END'
                    import boto3, json
                    deploy, group = boto3.client("codedeploy"), dict(applicationName="notejam-production", deploymentGroupName="notejam-production")
                    begun = deploy.list_deployments(**group)["deployments"][0]
                    try: deploy.create_deployment(**group, revision=json.load(open("revision.json")))
                    except deploy.exceptions.DeploymentLimitExceededException: pass
                    else: raise SystemExit("CodeDeploy takes two deployments at a time")
                    deploy.stop_deployment(deploymentId=begun, autoRollbackEnabled=True)
                    END
                    """),
            },
        ["an alarm was set before"] = new("aws cloudwatch set-alarm-state --alarm-name $N-blue-5xx --state-value ALARM --state-reason by-hand", 0, "the alarm notejam-production-blue-5xx is in ALARM (since ", "is live by d-")
            { Deploys = true, When = ("waiting until it is over", "aws cloudwatch set-alarm-state --alarm-name $N-blue-5xx --state-value OK --state-reason by-hand") },
    };

    public static IEnumerable<object[]> TheftNames => Thefts.Keys.Select(name => new object[] { name });

    public static IEnumerable<object[]> HandNames => Hands.Keys.Select(name => new object[] { name });

    [Fact]
    [Chapter(9)]
    public async Task Other_people_move_in_with_the_service()
    {
        await new Neighbours(world).MoveInAsync();
        _neighbours = await new Neighbours(world).LookAsync();
        (await world.DeployAsync("--skip", "Test", "--fail-on", "critical")).ExitsWith(0);
        Assert.Equal("Unchanged", (string?)world.Report["outcome"]);
    }

    [Theory]
    [Chapter(10)]
    [MemberData(nameof(HandNames))]
    public async Task Deploy_puts_in_order_or_refuses_what_it_finds_when(string name)
    {
        var row = Hands[name];
        var folder = Directory.CreateTempSubdirectory("notejam-hands-");
        try
        {
            await ByHandAsync(row.By, folder.FullName);
            var live = await LiveTaskDefinitionAsync();
            await using var load = new SteadyLoad(world.Live, perSecond: 20);
            var run = (await world.DeployAsync("--skip", "Test", "--fail-on", "critical")).ExitsWith(row.ExitCode).Says(row.Says);
            await load.StopAsync();
            if (row.LosesNothing) Assert.Empty(load.Lost);
            if (row.Remedy is { } remedy)
            {
                Assert.Equal(live, await LiveTaskDefinitionAsync());
                var command = Regex.Match(run.Output, Regex.Escape(remedy) + @"\S.*?(?=[.;]?(\s{2}|\n|$))");
                Assert.True(command.Success, run.Output);
                await ByHandAsync(command.Value, folder.FullName);
                (await world.DeployAsync("--skip", "Test", "--fail-on", "critical")).ExitsWith(0);
            }
            else
            {
                Assert.Equal(row.Deploys, world.Report["rollout"]!["deploymentId"] is not null);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        Assert.Equal((string)world.Report["rollout"]!["taskDefinitionArn"]!, await LiveTaskDefinitionAsync());
        using var http = new HttpClient();
        for (var asked = 0; asked < Answers; asked++)
        {
            using var answer = await http.GetAsync(new Uri(world.Url, "/version"));
            Assert.Equal((string)world.Report["imageDigest"]!, (string?)JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!["imageDigest"]);
        }
    }

    [Theory]
    [Chapter(11)]
    [MemberData(nameof(TheftNames))]
    public async Task The_old_release_serves_on_when(string name)
    {
        var row = Thefts[name];
        var folder = Directory.CreateTempSubdirectory("notejam-hands-");
        BuildRun run;
        await using var load = new SteadyLoad(world.Live, perSecond: 20);
        var before = await LiveTaskDefinitionAsync();
        try
        {
            await ByHandAsync("aws ecs deregister-task-definition --task-definition \"$SERVES\"\n" + row.By, folder.FullName);
            run = await world.Build.RunAsync(new BuildCall(["Deploy", "--skip", "Test", "--fail-on", "critical", "--region", "eu-central-1", .. world.Sandbox])
            {
                When = row.When is { } when ? (when.Text, () => AtOnceAsync(when.By, folder.FullName)) : null,
            });
            await ByHandAsync(row.Undo, folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        run.ExitsWith(row.ExitCode).Says(row.Says);
        await load.StopAsync();
        Assert.Empty(load.Lost);
        Assert.Equal(row.Deploys ? TaskDefinition : before, await LiveTaskDefinitionAsync());
    }

    [Fact]
    [Chapter(12)]
    public async Task A_service_that_was_scaled_to_zero_gets_no_release_that_dies_and_keeps_its_older_one()
    {
        const string Start = "[] => await ServeCommand.RunAsync(),", Throws = "[] => throw new InvalidOperationException(\"the flux capacitor is missing\"),";
        var before = await LiveTaskDefinitionAsync();
        await world.RunAsync("aws", "ecs", "update-service", "--cluster", "notejam-production", "--service", "notejam-production", "--desired-count", "0");
        await world.Repository.ChangeAsync("app/Notejam/Program.cs", Start, Throws);
        (await world.DeployAsync("--skip", "Test", "--fail-on", "critical")).ExitsWith(1).Says("so that the release can be validated and rolled back", "the flux capacitor is missing", "is rolled back by");
        Assert.Equal(("RolledBack", before), ((string?)world.Report["outcome"], await LiveTaskDefinitionAsync()));
        using var http = new HttpClient();
        Assert.Contains("Third edition", await http.GetStringAsync(world.Live), StringComparison.Ordinal);
        await world.Repository.ChangeAsync("app/Notejam/Program.cs", Throws, Start);
        (await world.DeployAsync("--skip", "Test", "--fail-on", "critical")).ExitsWith(0);
    }

    [Fact]
    [Chapter(13)]
    public async Task A_migration_takes_its_time_gives_way_to_a_forgotten_session_and_names_it()
    {
        await world.Repository.AddAsync("app/Notejam/Data/Migrations/29990101000000_Slow.cs", Migration("Slow", "29990101000000_Slow", "SELECT pg_sleep(40);"));
        await world.Repository.AddAsync("app/Notejam/Data/Migrations/29990101000001_Colours.cs", Migration("Colours", "29990101000001_Colours", "ALTER TABLE notes ADD COLUMN colour text;"));
        using var forgotten = await ForgetAsync("BEGIN; SELECT count(*) FROM notes;");
        await using var load = new SteadyLoad(world.Live, perSecond: 20);
        var run = await world.Build.RunAsync(new BuildCall(["Deploy", "--skip", "Test", "--fail-on", "critical", "--region", "eu-central-1", .. world.Sandbox])
        {
            When = ("waits for a lock on", () =>
            {
                // Whoever left it open comes back.
                forgotten.StandardInput.Close();
                return forgotten.WaitForExitAsync();
            }),
        });
        await load.StopAsync();
        run.ExitsWith(0).Says("Migration 29990101000000_Slow has run for ", "waits for a lock on notes held by session", "forgotten-by-hand", "database migrated");
        Assert.Equal("Live", (string?)world.Report["outcome"]);
        Assert.Empty(load.Lost);
    }

    [Fact]
    [Chapter(14)]
    public async Task A_run_that_is_told_to_end_names_its_deployment_and_the_next_one_follows_that()
    {
        await world.Repository.ChangeAsync(Page, "Third edition", "Fourth edition");
        await using var load = new SteadyLoad(world.Live, perSecond: 20);
        var run = await world.Build.RunAsync(new BuildCall(["Deploy", "--skip", "Test", "--fail-on", "critical", "--region", "eu-central-1", .. world.Sandbox])
        {
            // As systemd, a CI or docker stop do: the oldest process gets the signal. The brackets keep the shell's own command line out.
            When = ("rolls out", () => Programs.RunAsync("bash", "-c", $"kill -TERM $(pgrep -o -f '[_]build.dll Deploy .*--sandbox-endpoint {world.Endpoint}')")),
        });
        run.ExitsWith(143).Says("Interrupted.");
        var id = (string?)world.Report["rollout"]!["deploymentId"];
        Assert.StartsWith("d-", id, StringComparison.Ordinal);
        Assert.Equal("UnderWay", (string?)world.Report["rollout"]!["outcome"]);

        (await world.DeployAsync("--skip", "Test", "--fail-on", "critical")).ExitsWith(0);
        await load.StopAsync();
        Assert.Empty(load.Lost);
        using var http = new HttpClient();
        Assert.Contains("Fourth edition", await http.GetStringAsync(world.Live), StringComparison.Ordinal);
        var made = JsonNode.Parse(await world.RunAsync("aws", "deploy", "list-deployments", "--application-name", "notejam-production", "--deployment-group-name", "notejam-production"))!["deployments"]!.AsArray();
        // The newest comes first: nothing was deployed twice.
        Assert.Equal(id, (string?)made[0]);
    }

    [Fact]
    [Chapter(15)]
    public async Task Another_clone_does_not_take_the_sandbox_from_a_run_and_no_request_is_lost_when_it_may()
    {
        using var copy = await RepositoryCopy.CreateAsync();
        await copy.ChangeAsync("build/Sandbox/SandboxOptions.cs", "/// <summary>Port of the AWS endpoint on 127.0.0.1.</summary>", "/// <summary>Port of the AWS endpoint on 127.0.0.1, in another clone.</summary>");
        var other = new BuildScript(copy.Folder);
        (await other.RunAsync("--help")).ExitsWith(0);
        await world.Repository.ChangeAsync(Page, "Fourth edition", "Fifth edition");
        await using var load = new SteadyLoad(world.Live, perSecond: 50);
        BuildRun? refused = null;
        var ours = await world.Build.RunAsync(new BuildCall(["Deploy", "--skip", "Test", "--fail-on", "critical", "--region", "eu-central-1", .. world.Sandbox])
        {
            When = ("rolls out", async () => refused = await other.RunAsync(["Preflight", "--region", "eu-central-1", .. world.Sandbox])),
        });
        ours.ExitsWith(0);
        refused!.ExitsWith(1).Says("is in use by", world.Repository.Folder, "--even-if-used");

        (await other.RunAsync(["Sandbox", .. world.Sandbox])).ExitsWith(0).Says("takes over");
        (await world.RunTargetAsync("Sandbox")).ExitsWith(0).Says("takes over");
        await load.StopAsync();
        Assert.Empty(load.Lost);
        (await world.DeployAsync("--skip", "Test", "--fail-on", "critical")).ExitsWith(0);
        Assert.Equal("Unchanged", (string?)world.Report["outcome"]);
    }

    private Task<string> ByHandAsync(string script, string folder) => AtOnceAsync(HandRow.Script + script, folder);

    // Without look-ups: each takes a second or two, and a rollout twelve.
    private Task<string> AtOnceAsync(string script, string folder) => world.RunAsync(new ProcessCommand("bash", ["-euc", "N=notejam-production\n" + script]) { WorkingDirectory = folder });

    /// <summary>A session that somebody leaves open in the database.</summary>
    private async Task<Process> ForgetAsync(string statements)
    {
        var database = JsonNode.Parse(await world.RunAsync("aws", "rds", "describe-db-instances", "--query", "DBInstances[0]"))!;
        var secret = JsonNode.Parse(await world.RunAsync("aws", "secretsmanager", "get-secret-value", "--secret-id", "notejam-production/database", "--query", "SecretString", "--output", "text"))!;
        var start = new ProcessStartInfo("psql", ["--no-psqlrc", "--quiet"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (name, value) in new (string, string?)[]
                 {
                     ("PGHOST", (string?)database["Endpoint"]!["Address"]), ("PGPORT", ((int)database["Endpoint"]!["Port"]!).ToString(CultureInfo.InvariantCulture)), ("PGDATABASE", (string?)database["DBName"]),
                     ("PGUSER", (string?)secret["username"]), ("PGPASSWORD", (string?)secret["password"]), ("PGSSLMODE", "require"), ("PGAPPNAME", "forgotten-by-hand"),
                 })
            start.Environment[name] = value;
        var session = Process.Start(start)!;
        await session.StandardInput.WriteLineAsync(statements);
        await session.StandardInput.FlushAsync();
        Assert.NotNull(await session.StandardOutput.ReadLineAsync());
        return session;
    }

    private static string Migration(string name, string id, string sql) => $$"""
        using Microsoft.EntityFrameworkCore.Infrastructure;
        using Microsoft.EntityFrameworkCore.Migrations;

        namespace Notejam.Data.Migrations;

        [DbContext(typeof(NotejamDbContext))]
        [Migration("{{id}}")]
        internal sealed class {{name}} : Migration
        {
            protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("{{sql}}");
        }

        """;
}
