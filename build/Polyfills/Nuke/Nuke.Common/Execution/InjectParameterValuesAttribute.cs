using Nuke.Common.ValueInjection;

namespace Nuke.Common.Execution;

/// <summary>Gives parameters their values.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class InjectParameterValuesAttribute : BuildExtensionAttributeBase, IOnBuildCreated
{
    public void OnBuildCreated(IReadOnlyCollection<ExecutableTarget> executableTargets) =>
        ValueInjectionUtility.InjectValues(Build, x => x.GetType() == typeof(ParameterAttribute));
}
