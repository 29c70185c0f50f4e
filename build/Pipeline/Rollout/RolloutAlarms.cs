using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.CodeDeploy;
using Amazon.CodeDeploy.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;
using Notejam.Pipeline.Tools.Waiting;

namespace Notejam.Pipeline.Rollout;

/// <summary>
/// The alarms that stop a deployment. CodeDeploy stops one that begins while an alarm rings as well, and says no more than the
/// alarm's name: so nothing is begun before they are quiet.
/// </summary>
public sealed class RolloutAlarms(IAmazonCodeDeploy codeDeploy, IAmazonCloudWatch metrics, TimeProvider time, IStageLog log)
{
    // What rings for a reason that is over falls silent within some of its periods.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Waits until no alarm of the deployment group rings.</summary>
    /// <exception cref="PipelineException">One still rings after five minutes.</exception>
    public async Task WaitUntilQuietAsync(InfraOutputs infra, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(infra);
        var names = await FindNamesAsync(infra, cancellationToken);
        if (names.Count == 0) return;
        IReadOnlyList<(string Name, DateTime? Since, string Reason)> ringing = [];
        string? told = null;
        var isQuiet = await new Polling(time, log).UntilAsync($"what the alarms of {infra.DeploymentGroupName} say", Patience, async cancellation =>
        {
            ringing = await FindRingingAsync(names, cancellation);
            if (ringing.Count == 0) return true;
            var why = Why(ringing);
            if (told != why) log.Warn($"{why}: waiting until it is over");
            told = why;
            return false;
        }, cancellationToken);
        if (isQuiet) return;
        throw new PipelineException(
            $"{Why(ringing)}, and so for {Patience.TotalMinutes} minutes of waiting.",
            $"What it watches must become well first: look at aws cloudwatch describe-alarm-history --alarm-name {ringing[0].Name} --region {infra.Region}. Was it set by hand? aws cloudwatch set-alarm-state --alarm-name {ringing[0].Name} --state-value OK --state-reason checked --region {infra.Region}");
    }

    private static string Why(IReadOnlyList<(string Name, DateTime? Since, string Reason)> ringing) =>
        $"CodeDeploy stops every deployment while {string.Join(" and ", ringing.Select(alarm => $"the alarm {alarm.Name} is in ALARM (since {alarm.Since:u}: {alarm.Reason})"))}";

    private async Task<IReadOnlyList<string>> FindNamesAsync(InfraOutputs infra, CancellationToken cancellationToken)
    {
        var group = (await codeDeploy.GetDeploymentGroupAsync(new GetDeploymentGroupRequest { ApplicationName = infra.ApplicationName, DeploymentGroupName = infra.DeploymentGroupName }, cancellationToken)).DeploymentGroupInfo;
        return group.AlarmConfiguration is { Enabled: true, Alarms: { } alarms } ? [.. alarms.Select(alarm => alarm.Name)] : [];
    }

    private async Task<IReadOnlyList<(string Name, DateTime? Since, string Reason)>> FindRingingAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var found = await metrics.DescribeAlarmsAsync(new DescribeAlarmsRequest { AlarmNames = [.. names], AlarmTypes = ["MetricAlarm", "CompositeAlarm"] }, cancellationToken);
        return
        [
            .. (found.MetricAlarms ?? []).Where(alarm => alarm.StateValue == StateValue.ALARM).Select(alarm => (alarm.AlarmName, alarm.StateUpdatedTimestamp, alarm.StateReason)),
            .. (found.CompositeAlarms ?? []).Where(alarm => alarm.StateValue == StateValue.ALARM).Select(alarm => (alarm.AlarmName, alarm.StateUpdatedTimestamp, alarm.StateReason)),
        ];
    }
}
