using Nuke.Common;
using Nuke.Common.IO;

namespace Nuke.Components;

/// <summary>A build with a directory for what it produces.</summary>
public interface IHazArtifacts : INukeBuild
{
    AbsolutePath ArtifactsDirectory => RootDirectory / "artifacts";
}
