using Nuke.Common;

namespace Nuke.Components;

/// <summary>A build with a configuration: Debug on a developer's machine, Release on a build server.</summary>
public interface IHazConfiguration : INukeBuild
{
    [Parameter]
    Configuration Configuration => TryGetValue(() => Configuration)
        ?? (IsLocalBuild ? Configuration.Debug : Configuration.Release);
}
