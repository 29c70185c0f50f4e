using Notejam.Build.Hosting;
using Notejam.Pipeline.Options.Rules;
using Nuke.Common;

namespace Notejam.Build.Stages;

/// <summary>Two AWS regions on this machine.</summary>
internal interface ISandbox : IHazPipeline
{
    [Switch]
    [Parameter("With Sandbox: stops everything that the sandbox runs, and forgets its state")]
    bool Stop => TryGetValue<bool?>(() => Stop) ?? false;

    [Switch]
    [Parameter("With Sandbox: replaces, or with --stop stops, the sandbox although another run uses it")]
    bool EvenIfUsed => TryGetValue<bool?>(() => EvenIfUsed) ?? false;

    Target Sandbox => _ => _
        .Description("Starts two AWS regions on this machine; --stop ends them")
        .Executes(() => Act(cancellation => Stop ? Pipeline.Sandbox.StopAsync(EvenIfUsed, cancellation) : Pipeline.Sandbox.EnsureAsync(cancellation, EvenIfUsed)));
}
