using System.Reflection;
using Nuke.Common.Execution;

namespace Nuke.Common;

public abstract partial class NukeBuild
{
    private readonly List<IBuildExtension> _extensions;

    protected NukeBuild()
    {
        var attributes = GetType().GetCustomAttributes<BuildExtensionAttributeBase>().ToList();
        foreach (var attribute in attributes)
            attribute.Build = this;
        _extensions = attributes.OrderByDescending(x => x.Priority).ToList<IBuildExtension>();
    }

    internal void ExecuteExtension<TExtension>(Action<TExtension> action)
        where TExtension : IBuildExtension
    {
        foreach (var extension in _extensions.OfType<TExtension>())
            action(extension);
    }

    /// <summary>Called when the build object and its targets exist and parameters have their values.</summary>
    protected internal virtual void OnBuildCreated()
    {
    }

    /// <summary>Called when the execution plan is made.</summary>
    protected internal virtual void OnBuildInitialized()
    {
    }

    /// <summary>Called after the last target, whatever the outcome.</summary>
    protected internal virtual void OnBuildFinished()
    {
    }

    protected internal virtual void OnTargetRunning(string target)
    {
    }

    protected internal virtual void OnTargetSkipped(string target)
    {
    }

    protected internal virtual void OnTargetSucceeded(string target)
    {
    }

    protected internal virtual void OnTargetFailed(string target)
    {
    }
}
