using Notejam.Build.Hosting;
using Notejam.Pipeline.Records;
using Nuke.Common;

namespace Notejam.Build.Stages;

/// <summary>Image → PushedImage.</summary>
internal interface IPushStage : IImageStage
{
    Target Push => _ => _
        .Description("Pushes the image to the region's ECR and reads its digest back")
        .DependsOn<IImageStage>(x => x.Image)
        .Executes(() => Run("push", cancellation =>
            Pipeline.CreatePushStage().RunAsync(Read<Image>("image"), Pipeline.RegionStack.RepositoryName, cancellation)));
}
