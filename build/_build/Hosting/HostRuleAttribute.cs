using Notejam.Pipeline.Options;
using Notejam.Pipeline.Options.Rules;
using Nuke.Common;
using Nuke.Common.CI.GitHubActions;

namespace Notejam.Build.Hosting;

/// <summary>A host that NUKE knows. Looked up only when one is given: reading all types of an assembly takes its time.</summary>
internal sealed class HostRuleAttribute() : OptionRuleAttribute("Terminal")
{
    public override string? FindProblem(string value, RequestPlace place)
    {
        // The genuine NUKE keeps them in another assembly than their base class.
        var hosts = new[] { typeof(Host).Assembly, typeof(GitHubActions).Assembly }.Distinct()
            .SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsSubclassOf(typeof(Host)) && !type.IsAbstract).Select(type => type.Name).Order(StringComparer.Ordinal);
        return new ChoiceAttribute("a host", Example, [.. hosts]).FindProblem(value, place);
    }
}
