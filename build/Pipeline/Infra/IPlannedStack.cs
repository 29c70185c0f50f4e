using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Infra;

/// <summary>A stack that is planned for people to read, and applied exactly so.</summary>
public interface IPlannedStack
{
    /// <summary>The stack's name.</summary>
    string Name { get; }

    /// <summary>Why the stack need not be planned again; null when it must be.</summary>
    Task<string?> FindUnchangedAsync(CancellationToken cancellationToken);

    /// <summary>Plans and keeps the plan.</summary>
    /// <exception cref="PipelineException">Terraform failed.</exception>
    Task<PlanSummary> PlanAsync(CancellationToken cancellationToken);

    /// <summary>Applies exactly a saved plan.</summary>
    /// <returns>What Terraform has added, changed and destroyed.</returns>
    /// <exception cref="PipelineException">Terraform failed; what it had done stays in its state, and the next plan goes on from there.</exception>
    Task<(int Added, int Changed, int Destroyed)> ApplyAsync(PlanSummary plan, CancellationToken cancellationToken);
}
