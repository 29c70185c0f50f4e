using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.SecretsManager.Model;
using Notejam.Pipeline.Drill.Checks;
using Notejam.Pipeline.Drill.Graph;
using Notejam.Pipeline.Drill.Journal;
using Notejam.Pipeline.Drill.Recovery;
using Notejam.Pipeline.Drill.Visit;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Rollout;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Drill;

/// <summary>The steps of a recovery, and what each waits for: the restore of the database waits for nothing but the recovery point.</summary>
internal sealed class DrillSteps
{
    private readonly DrillTools _tools;
    private readonly RecoveryOutputs _standing;
    private readonly DrillJournal _journal;

    public DrillSteps(DrillTools tools, RecoveryOutputs standing, DrillJournal journal)
    {
        (_tools, _standing, _journal) = (tools, standing, journal);
        Point = new("recovery point", [], cancellation => tools.Points.FindAsync(standing, RpoTarget, cancellation));
        Readiness = new("readiness", [], cancellation => tools.Readiness.RunAsync(standing, cancellation));
        Infra = new("infrastructure", [], cancellation => tools.Infra.ApplyAsync(standing, cancellation));
        Database = new("restore", [Point], cancellation => tools.Database.RunAsync(standing, Point!.Value, cancellation));
        Image = new("image", [Point], cancellation => tools.Image.FindAsync(standing, Point!.Value.Image, cancellation));
        Password = new("password", [Database], SetPasswordAsync);
        TaskDefinition = new("task definition", [Password, Infra, Image], RegisterAsync);
        Rollout = new("rollout", [TaskDefinition], cancellation => tools.Service.StartAsync(Place, TaskDefinition!.Value, cancellation));
        Data = new("data", [TaskDefinition], CheckDataAsync);
        User = new("drill user", [TaskDefinition], LetUserInAsync);
        Application = new("application", [Rollout, User], VisitAsync);
    }

    /// <summary>Finds the recovery point.</summary>
    public Step<FoundPoint> Point { get; }

    /// <summary>Looks at the region.</summary>
    public Step<bool> Readiness { get; }

    /// <summary>Makes network's way out, load balancer, cache and service.</summary>
    public Step<RecoveredInfra> Infra { get; }

    /// <summary>Restores the database.</summary>
    public Step<RestoredDatabase> Database { get; }

    /// <summary>Looks for the image.</summary>
    public Step<string> Image { get; }

    /// <summary>Sets the database's password.</summary>
    public Step<string> Password { get; }

    /// <summary>Registers the task definition.</summary>
    public Step<string> TaskDefinition { get; }

    /// <summary>Starts the tasks.</summary>
    public Step<string> Rollout { get; }

    /// <summary>Reads all rows and compares.</summary>
    public Step<Inventory> Data { get; }

    /// <summary>Lets the drill's user in.</summary>
    public Step<DrillUser> User { get; }

    /// <summary>Uses Notejam.</summary>
    public Step<bool> Application { get; }

    /// <summary>All, those that are needed first.</summary>
    public IReadOnlyList<Step> All => [Point, Readiness, Infra, Database, Image, Password, TaskDefinition, Rollout, Data, User, Application];

    private TimeSpan RpoTarget => TimeSpan.FromSeconds(_journal.Targets.RpoSeconds);

    private InfraOutputs Place => RecoveredTask.Place(_standing, Infra.Value);

    private async Task<StepEnd<string>> SetPasswordAsync(CancellationToken cancellationToken)
    {
        var name = _standing.SecretNames["database"];
        return await _tools.Database.SetPasswordAsync(Database.Value, name, await ReadSecretAsync(name, cancellationToken), cancellationToken);
    }

    private async Task<StepEnd<string>> RegisterAsync(CancellationToken cancellationToken)
    {
        var arns = new Dictionary<string, string>();
        foreach (var secret in new[] { "application", "database" })
            arns[secret] = (await _tools.Secrets.DescribeSecretAsync(new DescribeSecretRequest { SecretId = _standing.SecretNames[secret] }, cancellationToken)).ARN;
        var template = RecoveredTask.Template(_standing, Database.Value, Infra.Value, arns, _tools.Name.Tags);
        var arn = await _tools.Service.RegisterAsync(new TaskDefinitionDocument(template, _standing.ContainerName, Image.Value), cancellationToken);
        return new StepEnd<string>(arn, arn[(arn.LastIndexOf('/') + 1)..]);
    }

    private async Task<StepEnd<Inventory>> CheckDataAsync(CancellationToken cancellationToken)
    {
        var manifest = Point.Value.Manifest;
        var found = await _tools.Probe.TakeInventoryAsync(Place, TaskDefinition.Value, manifest?.Before.Watermark, cancellationToken);
        return new StepEnd<Inventory>(found, $"{found.Tables.Sum(table => table.Rows)} rows of {found.Tables.Count} tables were read", DataChecks.Of(manifest, found, RpoTarget, _journal.StartedAt));
    }

    private async Task<StepEnd<DrillUser>> LetUserInAsync(CancellationToken cancellationToken)
    {
        var line = await _tools.UserTask.AskAsync(Place, TaskDefinition.Value, ["drill-user", _journal.DrillId], cancellationToken);
        try
        {
            if (JsonNode.Parse(line)?["drillUser"].Deserialize<DrillUser>(ArtifactStore.Json) is { } user) return new StepEnd<DrillUser>(user, $"{user.Email} may sign in");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Said below.
        }

        throw new PipelineException($"Notejam answered '{line}' when it was asked to let the drill's user in.", "The release of the backup is older than this command: deploy, back up and drill again.");
    }

    private async Task<StepEnd<bool>> VisitAsync(CancellationToken cancellationToken)
    {
        var name = _standing.SecretNames["database"];
        var password = DrillUser.PasswordOf(_journal.DrillId, DatabaseSecret.PasswordOf(name, await ReadSecretAsync(name, cancellationToken)));
        using var visitor = new NotejamVisitor(Infra.Value.Url);
        return await visitor.VisitAsync(User.Value, password, _journal.DrillId, _journal.StartedAt, cancellationToken);
    }

    private async Task<string> ReadSecretAsync(string name, CancellationToken cancellationToken) =>
        (await _tools.Secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = name }, cancellationToken)).SecretString;
}
