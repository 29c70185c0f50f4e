using Notejam.Build.Hosting;
using Notejam.Pipeline.Records;
using Nuke.Common;

namespace Notejam.Build.Stages;

/// <summary>Two AWS regions on this machine.</summary>
internal interface ISandbox : IHazPipeline
{
    [Parameter("With Sandbox: stops everything that the sandbox runs, and forgets its state")]
    bool Stop => TryGetValue<bool?>(() => Stop) ?? false;

    Target Sandbox => _ => _
        .Description("Starts two AWS regions on this machine; --stop ends them")
        .Executes(() => Run("sandbox", async cancellation =>
        {
            var text = Stop ? await Pipeline.Sandbox.StopAsync(cancellation) : await Pipeline.Sandbox.EnsureAsync(cancellation);
            return StageResult.Done(text, text);
        }));
}
