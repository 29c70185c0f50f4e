using Notejam.Build.Hosting;
using Nuke.Common;

namespace Notejam.Build.Stages;

/// <summary>SourceRevision → Image.</summary>
internal interface IImageStage : ITestStage, IPreflight
{
    Target Image => _ => _
        .Description("Builds the application's image, unless one of the same content is there")
        .DependsOn<ITestStage>(x => x.Test)
        .DependsOn<IPreflight>(x => x.Preflight)
        .Executes(() => Run("image", cancellation =>
            Pipeline.CreateImageStage().RunAsync(Pipeline.Revision, Pipeline.RegionStack.RepositoryName, cancellation)));
}
