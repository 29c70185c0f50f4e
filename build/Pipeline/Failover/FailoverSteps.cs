using System.Net;
using System.Text.Json;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery;
using Notejam.Pipeline.Recovery.Graph;
using Notejam.Pipeline.Recovery.Journal;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Failover;

/// <summary>
/// The steps of a failover: the primary frozen and backed up once more if it answers, then those of every recovery, then the
/// traffic switched.
/// </summary>
internal sealed class FailoverSteps : RecoverySteps
{
    /// <summary>The freezing's name: it is done anew in every run, because a region may come back.</summary>
    public const string FreezeName = "freeze";

    private const string PrimaryName = "primary";

    /// <summary>The name of the look whether the primary's Notejam is silent.</summary>
    public const string SilenceName = "silence of the primary";

    private readonly TrafficSwitch _traffic;
    private readonly PrimaryTools _primary;
    private readonly FailoverOptions _options;
    private readonly PublicAccess _access;

    private FailoverSteps(RecoveryTools tools, PrimaryTools primary, TrafficSwitch traffic, RecoveryOutputs standing, RecoveryJournal journal, FailoverOptions options, Step<FrozenPrimary> freeze, Step<string> lastBackup)
        : base(tools, standing, journal, isSealed: false, freeze, lastBackup)
    {
        (_primary, _traffic, _options, _access, Freeze, LastBackup) = (primary, traffic, options, tools.Access, freeze, lastBackup);
        Silence = new(SilenceName, [freeze, Point], LookForSilenceAsync);
        Application = new("application", [Rollout], AskApplicationAsync);
        Switch = new("switch", [Application, Data, Silence], SwitchAsync);
    }

    /// <summary>Freezes the primary.</summary>
    public Step<FrozenPrimary> Freeze { get; }

    /// <summary>Backs it up once more.</summary>
    public Step<string> LastBackup { get; }

    /// <summary>Looks whether the primary's Notejam still answers people.</summary>
    public Step<bool> Silence { get; }

    /// <summary>Asks the recovered Notejam for a page.</summary>
    public Step<bool> Application { get; }

    /// <summary>Switches the traffic.</summary>
    public Step<bool> Switch { get; }

    /// <inheritdoc />
    public override IReadOnlyList<Step> All => [.. base.All, Silence, Application, Switch];

    /// <summary>Puts the steps together.</summary>
    public static FailoverSteps Create(RecoveryTools tools, PrimaryTools primary, TrafficSwitch traffic, RecoveryOutputs standing, RecoveryJournal journal, FailoverOptions options)
    {
        var known = journal.Values.GetValueOrDefault(FreezeName).Deserialize<FrozenPrimary>(ArtifactStore.Json);
        var freeze = new Step<FrozenPrimary>(FreezeName, [], async cancellation =>
        {
            var frozen = await primary.FreezeAsync(known?.Tasks ?? 0, cancellation);
            return new StepEnd<FrozenPrimary>(frozen, frozen.Evidence, !frozen.Answered
                ? CheckResult.Ok(PrimaryName, $"not reachable: {frozen.Evidence}")
                : known is { Answered: false }
                    ? CheckResult.Warn(PrimaryName, $"{frozen.Evidence}; it came back after its last backup had been given up: what it wrote meanwhile is only there", "While nobody serves yet, --teardown and a new Failover take it along; afterwards Failback keeps it in a snapshot.")
                    : CheckResult.Ok(PrimaryName, frozen.Evidence));
        });
        var lastBackup = new Step<string>("last backup", [freeze], async cancellation =>
        {
            if (!freeze.Value.Answered) return new StepEnd<string>("", "not possible: the primary region does not answer");
            if (!options.LastBackup) return new StepEnd<string>("", "left out, as it was asked for");
            try
            {
                var says = await primary.BackUpAsync(cancellation);
                return new StepEnd<string>(says, says);
            }
            catch (PipelineException failed)
            {
                throw new PipelineException(failed.Message, "Run Failover again; with --no-last-backup what was written since the newest copy stays behind, and --teardown lets the primary serve again.", failed);
            }
        });
        return new FailoverSteps(tools, primary, traffic, standing, journal, options, freeze, lastBackup);
    }

    private async Task<StepEnd<bool>> LookForSilenceAsync(CancellationToken cancellationToken)
    {
        var manifest = Point.Value.Manifest;
        // Under its name of today, which may be younger than the backup: where there is one, the load balancer only redirects what asks it under its own.
        var name = manifest?.LoadBalancer is not null && Standing.DomainName is { Length: > 0 } domain ? new Uri($"https://{domain}/") : manifest?.Url;
        if (name is not { } url) return new StepEnd<bool>(true, "where the primary's Notejam was reached is not known", CheckResult.Warn(SilenceName, "no manifest tells where the primary's Notejam was reached", "Make sure that nobody writes there: its data would be lost at Failback."));
        try
        {
            // At its own door: a domain leads to the recovered Notejam as soon as that serves.
            using var http = _primary.Open(manifest?.LoadBalancer);
            using var answer = await http.GetAsync(new Uri(url, "/healthz/ready"), cancellationToken);
            if (answer.StatusCode == HttpStatusCode.OK)
                return new StepEnd<bool>(false, $"{url} still serves", CheckResult.Bad(SilenceName, $"{url} still serves, and its region does not answer: people would write in two places", "Stop it another way, or decide with --accept-findings that what is written there is lost.").Deciding());
            return new StepEnd<bool>(true, $"{url} answers {(int)answer.StatusCode}", CheckResult.Ok(SilenceName, $"{url} serves nobody: it answers {(int)answer.StatusCode}"));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TaskCanceledException { InnerException: TimeoutException })
        {
            return new StepEnd<bool>(true, $"{url} does not answer", CheckResult.Ok(SilenceName, $"{url} does not answer: {exception.Message}"));
        }
    }

    private async Task<StepEnd<bool>> AskApplicationAsync(CancellationToken cancellationToken)
    {
        // Of nobody's account: a failover lets no user of its own in.
        using var http = _access.OpenAt(Infra.Value.LoadBalancer);
        using var answer = await http.GetAsync(new Uri(Infra.Value.Url, "/signin/"), cancellationToken);
        var page = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.StatusCode == HttpStatusCode.OK && page.Contains("<form", StringComparison.Ordinal)
            ? new StepEnd<bool>(true, "people can sign in", CheckResult.Ok("application", $"{Infra.Value.Url} shows the page to sign in at"))
            : throw new PipelineException($"/signin/ of the recovered Notejam answers {(int)answer.StatusCode} without a form.", $"Look at the log group {Standing.LogGroupName}.");
    }

    private async Task<StepEnd<bool>> SwitchAsync(CancellationToken cancellationToken)
    {
        // Each check says itself whether the data, or the only writer, hang on it. That data are old stops nobody: there are no newer ones.
        var findings = Journal.Checks.Where(check => check.Blocks).ToList();
        if (findings.Count > 0 && !_options.AcceptFindings)
            throw new PipelineException($"The traffic is not switched: {string.Join("; ", findings.Select(check => $"{check.Name}: {check.Evidence}"))}", "Correct it and run Failover again, or decide with --accept-findings that this Notejam is better than none.");
        var check = await _traffic.ToAsync(true, Standing.DomainName, Infra.Value.LoadBalancer, Infra.Value.Url, cancellationToken);
        return new StepEnd<bool>(true, check.Evidence, check);
    }
}
