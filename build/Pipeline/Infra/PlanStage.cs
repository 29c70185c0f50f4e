using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Infra;

/// <summary>Plans the region's infrastructure and says what would change.</summary>
public sealed class PlanStage(AccountStack account, RegionStack region, IStageLog log)
{
    /// <summary>Runs the stage.</summary>
    /// <exception cref="PipelineException">Terraform failed.</exception>
    public async Task<StageResult<PlanSummary>> RunAsync(CancellationToken cancellationToken = default)
    {
        await account.EnsureAsync(cancellationToken);
        var plan = await region.PlanAsync(cancellationToken);
        foreach (var change in plan.Changes.OrderBy(change => change.Address, StringComparer.Ordinal))
        {
            var line = $"{Sign(change.Action)} {change.Address}";
            if (change.Action is "delete" or "replace") log.Warn(line + (change.Action == "replace" ? " is destroyed and made anew" : " is destroyed"));
            else log.Info(line);
        }

        return StageResult.Done(plan, plan.ToString());
    }

    private static string Sign(string action) => action switch
    {
        "create" => "+",
        "update" => "~",
        "delete" => "-",
        _ => "-/+",
    };
}
