using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Notejam.Pipeline.Failover;
using Notejam.Pipeline.Infra.Teardown;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery;
using Notejam.Pipeline.Recovery.Graph;
using Notejam.Pipeline.Recovery.Journal;
using Notejam.Pipeline.Secrets;
using Notejam.Pipeline.Tools;
using Notejam.Pipeline.Tools.Waiting;

namespace Notejam.Pipeline.Failback;

/// <summary>
/// The steps home. Until the freezing away people notice nothing; from there to the switch nobody can write, so that what is carried
/// is all there is.
/// </summary>
internal sealed class FailbackSteps
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly HomeTools _home;
    private readonly AwayTools _away;
    private readonly FailoverSteps _failover;
    private readonly RecoveryOutputs _standing;
    private readonly RecoveryJournal _journal;
    private readonly TimeProvider _time;
    private readonly IStageLog _log;

    public FailbackSteps(HomeTools home, AwayTools away, FailoverSteps failover, RecoveryOutputs standing, RecoveryJournal journal, TimeProvider time, IStageLog log)
    {
        (_home, _away, _failover, _standing, _journal, _time, _log) = (home, away, failover, standing, journal, time, log);
        Home = new("home", [], FreezeHomeAsync);
        Kept = new("what home holds", [Home], KeepAsync);
        Freeze = new("freeze", [Kept], FreezeAwayAsync);
        Content = new("content", [Freeze], TakeContentAsync);
        Export = new("export", [Freeze], ExportAsync);
        Import = new("import", [Export], ImportAsync);
        Data = new("data", [Import, Content], CompareAsync);
        Rollout = new("rollout", [Data], ThawHomeAsync);
        Switch = new("switch", [Rollout], SwitchAsync);
        Backup = new("backup", [Switch], BackUpAsync);
    }

    /// <summary>Makes sure that nobody writes at home.</summary>
    public Step<FrozenPrimary> Home { get; }

    /// <summary>Keeps what home holds.</summary>
    public Step<KeptHome> Kept { get; }

    /// <summary>Takes the tasks away that serve.</summary>
    public Step<int> Freeze { get; }

    /// <summary>Takes the inventory of what is to come home.</summary>
    public Step<Inventory> Content { get; }

    /// <summary>Carries it out.</summary>
    public Step<CarriedOut> Export { get; }

    /// <summary>Carries it in.</summary>
    public Step<CarriedIn> Import { get; }

    /// <summary>Compares both databases.</summary>
    public Step<Inventory> Data { get; }

    /// <summary>Brings home's tasks back.</summary>
    public Step<string> Rollout { get; }

    /// <summary>Leads people home.</summary>
    public Step<bool> Switch { get; }

    /// <summary>Backs up what has come home, before it is deleted elsewhere.</summary>
    public Step<string> Backup { get; }

    /// <summary>All, those that are needed first.</summary>
    public IReadOnlyList<Step> All => [Home, Kept, Freeze, Content, Export, Import, Data, Rollout, Switch, Backup];

    /// <summary>The steps that are worth nothing once people write away again.</summary>
    public IReadOnlyList<Step> Frozen => [Freeze, Content, Export, Import, Data, Rollout];

    private InfraOutputs Away => RecoveredTask.Place(_standing, _failover.Infra.Value);

    private async Task<StepEnd<FrozenPrimary>> FreezeHomeAsync(CancellationToken cancellationToken)
    {
        var frozen = await _home.Primary.FreezeAsync(_failover.Freeze.IsDone ? _failover.Freeze.Value.Tasks : 0, cancellationToken);
        if (!frozen.Answered) throw new PipelineException($"{_standing.PrimaryRegion} does not answer yet: {frozen.Evidence}", "Failback needs both regions; Notejam goes on where it is.");
        // Where nothing tells how many there were, the stack does.
        if (frozen.Tasks == 0) frozen = frozen with { Tasks = _home.Infra.DesiredCount };
        var live = await _home.ReadLiveAsync(cancellationToken);
        return new StepEnd<FrozenPrimary>(frozen, frozen.Evidence, FailbackChecks.Release(live.Image, _failover.Image.Value));
    }

    private async Task<StepEnd<KeptHome>> KeepAsync(CancellationToken cancellationToken)
    {
        var snapshot = SnapshotSweep.PrefixOf($"notejam-{_standing.Environment}") + _journal.Id;
        var release = await _home.ReadLiveAsync(cancellationToken);
        var manifest = _failover.Point.Value.Manifest;
        var now = await _home.Probe.TakeInventoryAsync(_home.Infra, release.TaskDefinitionArn, null, cancellationToken);
        var restored = manifest is null ? null : await _home.Probe.TakeInventoryAsync(_home.Infra, release.TaskDefinitionArn, manifest.Before.Watermark, cancellationToken);
        await _home.Snapshot.TakeAsync(snapshot, new Dictionary<string, string> { ["Project"] = "notejam", ["Environment"] = _standing.Environment, ["Failback"] = _journal.Id }, cancellationToken);
        var late = FailbackChecks.LateRows(now, restored, manifest);
        return new StepEnd<KeptHome>(new KeptHome(snapshot, late), $"{now.Tables.Sum(table => table.Rows)} rows are kept in snapshot {snapshot}", FailbackChecks.Late(late, snapshot));
    }

    private async Task<StepEnd<int>> FreezeAwayAsync(CancellationToken cancellationToken)
    {
        await _away.Carriage.CheckAsync(cancellationToken);
        var tasks = await _away.Freeze.FreezeAsync(_standing.ClusterName, _failover.Infra.Value.ServiceName, cancellationToken);
        return new StepEnd<int>(tasks, $"nobody writes in {_standing.Region} any more");
    }

    private async Task<StepEnd<Inventory>> TakeContentAsync(CancellationToken cancellationToken)
    {
        var found = await _away.ToolsOf(NameOfFailover).Probe.TakeInventoryAsync(Away, _failover.TaskDefinition.Value, null, cancellationToken);
        return new StepEnd<Inventory>(found, $"{found.Tables.Sum(table => table.Rows)} rows of {found.Tables.Count} tables are to come home");
    }

    private RecoveryName NameOfFailover => new(_standing.Environment, (string)_journal.Values[FailbackStage.FailoverKey]!, RecoveryPurpose.Failover);

    private async Task<StepEnd<CarriedOut>> ExportAsync(CancellationToken cancellationToken)
    {
        var key = await ReadSecretKeyAsync(cancellationToken);
        var line = await _away.Carriage.OfferAsync(_journal.Id, list => _away.Carrier.AskAsync(Away, _failover.TaskDefinition.Value, ["export", SealedAddress.Of(list, key)], cancellationToken), cancellationToken);
        var carried = Read<CarriedOut>(line, "export");
        return new StepEnd<CarriedOut>(carried, $"{carried.Rows} rows in {carried.Bytes / 1048576.0:0.0} MiB, {carried.Parts} parts");
    }

    private async Task<StepEnd<CarriedIn>> ImportAsync(CancellationToken cancellationToken)
    {
        var release = await _home.ReadLiveAsync(cancellationToken);
        var key = await ReadSecretKeyAsync(cancellationToken);
        var line = await _away.Carriage.OfferWrittenAsync(_journal.Id, Export.Value.Parts, Export.Value.Sha256, list => _home.Carrier.AskAsync(_home.Infra, release.TaskDefinitionArn, ["import", SealedAddress.Of(list, key)], cancellationToken), cancellationToken);
        var carried = Read<CarriedIn>(line, "import");
        return new StepEnd<CarriedIn>(carried, $"{carried.Rows} rows came home, in the place of {carried.ReplacedRows}");
    }

    private async Task<StepEnd<Inventory>> CompareAsync(CancellationToken cancellationToken)
    {
        var release = await _home.ReadLiveAsync(cancellationToken);
        var found = await _home.Probe.TakeInventoryAsync(_home.Infra, release.TaskDefinitionArn, Content.Value.Watermark, cancellationToken);
        return new StepEnd<Inventory>(found, $"{found.Tables.Sum(table => table.Rows)} rows of {found.Tables.Count} tables were read", FailbackChecks.Data(Content.Value, found));
    }

    private async Task<StepEnd<string>> ThawHomeAsync(CancellationToken cancellationToken)
    {
        // Only what was compared in this run or the one before counts: a check of an older name is taken over by the newer.
        if (_journal.Checks.Where(check => check.Blocks).ToList() is { Count: > 0 } findings)
            throw new PipelineException($"What came home is not what was written away: {string.Join("; ", findings.Select(check => $"{check.Name}: {check.Evidence}"))}", "People go on in the disaster-recovery region; run Failback again.");
        await _home.Primary.Freeze.ThawAsync(_home.Primary.Cluster, _home.Primary.Service, Home.Value.Tasks, cancellationToken);
        using var http = _home.Access.OpenAt(_home.Infra.LoadBalancer);
        string? problem = null;
        if (!await new Polling(_time, _log).UntilAsync($"{_home.Infra.Url}", Patience, async cancellation => (problem = await AskAsync(http, cancellation)) is null, cancellationToken))
            throw new PipelineException($"{_home.Infra.Url} is not ready after {Patience.TotalMinutes} minutes: {problem}", $"Look at the log group {_home.Infra.LogGroupName}.");
        return new StepEnd<string>(_home.Infra.LoadBalancer, $"{Home.Value.Tasks} tasks serve at {_home.Infra.Url}", CheckResult.Ok("application", $"{_home.Infra.Url} shows the page to sign in at"));
    }

    private async Task<string?> AskAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(_home.Infra.Url, "/signin/"), cancellationToken);
            return answer.StatusCode == HttpStatusCode.OK ? null : $"/signin/ answers {(int)answer.StatusCode}";
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TaskCanceledException { InnerException: TimeoutException })
        {
            return exception.Message;
        }
    }

    private async Task<StepEnd<bool>> SwitchAsync(CancellationToken cancellationToken)
    {
        var check = await _away.Traffic.ToAsync(false, _standing.DomainName, Rollout.Value, _home.Infra.Url, cancellationToken);
        return new StepEnd<bool>(true, check.Evidence, check);
    }

    private async Task<StepEnd<string>> BackUpAsync(CancellationToken cancellationToken)
    {
        var says = await _home.Primary.BackUpAsync(cancellationToken);
        return new StepEnd<string>(says, says);
    }

    /// <summary>The key of the environment's secret: this region's is a replica of home's.</summary>
    private async Task<string> ReadSecretKeyAsync(CancellationToken cancellationToken)
    {
        var name = _standing.SecretNames["application"];
        var secret = await _away.ToolsOf(NameOfFailover).Secrets.GetSecretValueAsync(new Amazon.SecretsManager.Model.GetSecretValueRequest { SecretId = name }, cancellationToken);
        try
        {
            if ((string?)StrictJson.Parse(secret.SecretString)?[ApplicationSecret.SecretKey] is { Length: > 0 } key) return key;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Said below; the parser's own words may hold a piece of it.
        }

        throw new PipelineException($"The secret {name} has no {ApplicationSecret.SecretKey} in it, by which the way of the content is sealed.", "./build.sh Preseed, with the primary region, gives it one.");
    }

    private static T Read<T>(string line, string name) where T : class
    {
        try
        {
            if (StrictJson.Parse(line)?[name].Deserialize<T>(ArtifactStore.Json) is { } answer) return answer;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Said below.
        }

        throw new PipelineException($"Notejam answered '{line}' to {name}.", "The release is older than this command: it cannot carry its content.");
    }
}
