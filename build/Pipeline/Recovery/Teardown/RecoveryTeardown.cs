using Notejam.Pipeline.Backup;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery.Graph;

namespace Notejam.Pipeline.Recovery.Teardown;

/// <summary>The steps that take a recovery down: what carries its tag, and nothing else.</summary>
internal static class RecoveryTeardown
{
    /// <summary>Begin of these steps' names.</summary>
    public const string Of = "teardown of ";

    /// <summary>The steps.</summary>
    /// <param name="startedBy">Marks of the one-off tasks that may still run, besides the probes.</param>
    /// <param name="point">The recovery point that was restored, or was to be; null when none was chosen.</param>
    /// <param name="first">What must be done before anything is taken down.</param>
    public static IReadOnlyList<Step> Steps(RecoveryTools tools, RecoveryOutputs standing, string startedBy, string? point, params IReadOnlyList<Step> first)
    {
        var prefix = RecoveryName.PrefixOf(standing.Environment, tools.Name.Purpose);
        var family = (string)standing.TaskDefinitionTemplate["family"]!;
        var infra = new Step<int>(Of + "infrastructure", first, async cancellation =>
        {
            await tools.Sweep.StopTasksAsync(standing.ClusterName, family, [DatabaseProbe.StartedBy, startedBy], cancellation);
            var count = await tools.Infra.DestroyAsync(standing, cancellation);
            return new StepEnd<int>(count, $"{count} resources destroyed");
        });
        var databases = new Step<int>(Of + "database", first, async cancellation =>
        {
            if (point is not null) await tools.Database.SettleAsync(point, cancellation);
            var deleted = await tools.Sweep.DeleteDatabasesAsync(prefix, cancellation);
            return new StepEnd<int>(deleted.Count, deleted.Count == 0 ? "none stood" : $"{string.Join(", ", deleted)} deleted");
        });
        var definitions = new Step<int>(Of + "task definitions", [infra], async cancellation =>
        {
            var count = await tools.Sweep.DeleteTaskDefinitionsAsync(family, cancellation);
            return new StepEnd<int>(count, $"{count} deleted");
        });
        return [infra, databases, definitions];
    }

    /// <summary>What of a recovery is still there, by the services' own word.</summary>
    public static Task<IReadOnlyList<string>> FindLeftoversAsync(RecoveryTools tools, RecoveryOutputs standing, CancellationToken cancellationToken) =>
        tools.Leftovers.FindAsync(RecoveryName.PrefixOf(standing.Environment, tools.Name.Purpose), standing.ClusterName, (string)standing.TaskDefinitionTemplate["family"]!, tools.Name.ToString(), cancellationToken);
}
