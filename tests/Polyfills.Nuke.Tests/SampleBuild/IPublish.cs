using Nuke.Common;
using Nuke.Components;
using Serilog;

namespace SampleBuild;

/// <summary>A component: a target and its parameter as members of an interface.</summary>
[ParameterPrefix("Publish")]
internal interface IPublish : IHazArtifacts, IHazConfiguration
{
    [Parameter("Where to publish")]
    string? Channel => TryGetValue(() => Channel);

    Target Publish => _ => _
        .Description("Publishes things")
        .Executes(async () =>
        {
            await Task.Yield();
            Log.Information("Published {Configuration} to {Channel}", Configuration, Channel);
        });
}
