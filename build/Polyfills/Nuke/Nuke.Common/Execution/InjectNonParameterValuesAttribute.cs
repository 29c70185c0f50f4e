using Nuke.Common.ValueInjection;

namespace Nuke.Common.Execution;

/// <summary>Gives all other injected members their values, once it is certain that targets run.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class InjectNonParameterValuesAttribute : BuildExtensionAttributeBase, IOnBuildInitialized
{
    public void OnBuildInitialized(
        IReadOnlyCollection<ExecutableTarget> executableTargets,
        IReadOnlyCollection<ExecutableTarget> executionPlan) =>
        ValueInjectionUtility.InjectValues(Build, x => x.GetType() != typeof(ParameterAttribute));
}
