using Amazon.SecretsManager.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery.Checks;
using Notejam.Pipeline.Recovery.Graph;
using Notejam.Pipeline.Recovery.Journal;
using Notejam.Pipeline.Rollout;

namespace Notejam.Pipeline.Recovery;

/// <summary>
/// The steps that a drill and a failover share, and what each waits for: the restore of the database waits for nothing but the
/// recovery point.
/// </summary>
internal class RecoverySteps
{
    /// <summary>Name of the step that chooses what is restored.</summary>
    public const string PointName = "recovery point";

    /// <summary>Name of the step that restores the database.</summary>
    public const string RestoreName = "restore";

    private readonly RecoveryTools _tools;

    /// <param name="isSealed">Whether the recovered Notejam sends no mail.</param>
    /// <param name="first">What must be done before a recovery point is chosen.</param>
    public RecoverySteps(RecoveryTools tools, RecoveryOutputs standing, RecoveryJournal journal, bool isSealed, params IReadOnlyList<Step> first)
    {
        (_tools, Standing, Journal, First) = (tools, standing, journal, first);
        Point = new(PointName, first, cancellation => tools.Points.FindAsync(standing, RpoTarget, cancellation));
        Readiness = new("readiness", [], cancellation => tools.Readiness.RunAsync(standing, cancellation));
        Infra = new("infrastructure", [], cancellation => tools.Infra.ApplyAsync(standing, cancellation));
        Database = new(RestoreName, [Point], cancellation => tools.Database.RunAsync(standing, Point!.Value, journal.Attempt, cancellation));
        Image = new("image", [Point], cancellation => tools.Image.FindAsync(standing, Point!.Value.Image, cancellation));
        Password = new("password", [Database], SetPasswordAsync);
        TaskDefinition = new("task definition", [Password, Infra, Image], cancellation => RegisterAsync(isSealed, cancellation));
        Rollout = new("rollout", [TaskDefinition], cancellation => tools.Service.StartAsync(Place, TaskDefinition!.Value, cancellation));
        Data = new("data", [TaskDefinition], CheckDataAsync);
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

    /// <summary>All, those that are needed first.</summary>
    public virtual IReadOnlyList<Step> All => [.. First, Point, Readiness, Infra, Database, Image, Password, TaskDefinition, Rollout, Data];

    /// <summary>What stands ready.</summary>
    protected RecoveryOutputs Standing { get; }

    /// <summary>What was done so far.</summary>
    protected RecoveryJournal Journal { get; }

    /// <summary>What one-off tasks need to know of the place.</summary>
    protected InfraOutputs Place => RecoveredTask.Place(Standing, Infra.Value);

    /// <summary>The recovery point that was restored, or was to be; null when none was chosen.</summary>
    public string? PointArn => Point.IsDone ? Point.Value.Arn : null;

    private IReadOnlyList<Step> First { get; }

    private TimeSpan RpoTarget => TimeSpan.FromSeconds(Journal.Targets.RpoSeconds);

    /// <summary>Takes over what done steps have left, and runs nothing.</summary>
    public void Recall()
    {
        foreach (var step in All)
            if (Journal.Values.TryGetValue(step.Name, out var value)) step.Restore(value);
    }

    /// <summary>The value of one of this region's secrets.</summary>
    protected async Task<string> ReadSecretAsync(string name, CancellationToken cancellationToken) =>
        (await _tools.Secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = name }, cancellationToken)).SecretString;

    private async Task<StepEnd<string>> SetPasswordAsync(CancellationToken cancellationToken)
    {
        var name = Standing.SecretNames["database"];
        return await _tools.Database.SetPasswordAsync(Database.Value, name, await ReadSecretAsync(name, cancellationToken), cancellationToken);
    }

    private async Task<StepEnd<string>> RegisterAsync(bool isSealed, CancellationToken cancellationToken)
    {
        var arns = new Dictionary<string, string>();
        foreach (var secret in new[] { "application", "database" })
            arns[secret] = (await _tools.Secrets.DescribeSecretAsync(new DescribeSecretRequest { SecretId = Standing.SecretNames[secret] }, cancellationToken)).ARN;
        var template = RecoveredTask.Template(Standing, Database.Value, Infra.Value, arns, _tools.Name.Tags, isSealed);
        var arn = await _tools.Service.RegisterAsync(new TaskDefinitionDocument(template, Standing.ContainerName, Image.Value), cancellationToken);
        return new StepEnd<string>(arn, arn[(arn.LastIndexOf('/') + 1)..]);
    }

    private async Task<StepEnd<Inventory>> CheckDataAsync(CancellationToken cancellationToken)
    {
        var manifest = Point.Value.Manifest;
        var found = await _tools.Probe.TakeInventoryAsync(Place, TaskDefinition.Value, manifest?.Before.Watermark, cancellationToken);
        return new StepEnd<Inventory>(found, $"{found.Tables.Sum(table => table.Rows)} rows of {found.Tables.Count} tables were read", DataChecks.Of(manifest, found, RpoTarget, Journal.StartedAt));
    }
}
