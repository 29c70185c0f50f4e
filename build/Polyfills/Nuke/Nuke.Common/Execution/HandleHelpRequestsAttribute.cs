using System.Text;
using Nuke.Common.Utilities;
using Nuke.Common.ValueInjection;

namespace Nuke.Common.Execution;

/// <summary>Answers <c>--help</c>, and an invocation that schedules nothing.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class HandleHelpRequestsAttribute : BuildExtensionAttributeBase, IOnBuildInitialized
{
    private const int MaximalWidth = 90;

    public void OnBuildInitialized(
        IReadOnlyCollection<ExecutableTarget> executableTargets,
        IReadOnlyCollection<ExecutableTarget> executionPlan)
    {
        if (!Build.Help && executionPlan.Count > 0)
            return;
        Host.Debug(GetTargetsText());
        Host.Debug(GetParametersText());
        Environment.Exit(0);
    }

    internal string GetTargetsText()
    {
        var text = new StringBuilder();
        var width = Math.Max(Build.ExecutableTargets.Select(x => x.Name.Length).DefaultIfEmpty().Max(), 20);
        text.AppendLine("Targets (with their direct dependencies):").AppendLine();
        foreach (var target in Build.ExecutableTargets.Where(x => x.Listed))
        {
            var name = target.Name + (target.IsDefault ? " (default)" : string.Empty);
            var dependencies = target.ExecutionDependencies.Count > 0
                ? $" -> {target.ExecutionDependencies.Select(x => x.Name).JoinCommaSpace()}"
                : string.Empty;
            text.AppendLine($"  {name.PadRight(width)}{dependencies}");
            if (!string.IsNullOrWhiteSpace(target.Description))
                text.AppendLine($"    {target.Description}");
        }

        return text.ToString();
    }

    internal string GetParametersText()
    {
        var text = new StringBuilder();
        var members = ValueInjectionUtility.GetParameterMembers(Build.GetType(), includeUnlisted: false)
            .ConvertAll(x => (Member: x, Name: ParameterService.GetParameterDashedName(x)));
        var width = Math.Max(members.Max(x => x.Name.Length), 16);

        text.AppendLine("Parameters:");
        foreach (var inherited in new[] { false, true })
        {
            var group = members.FindAll(x => x.Member.DeclaringType == typeof(NukeBuild) == inherited);
            if (group.Count > 0)
                text.AppendLine();
            foreach (var (member, name) in group)
            {
                var description = (Attribute.GetCustomAttribute(member, typeof(ParameterAttribute)) as ParameterAttribute)?.Description;
                var lines = Wrap(Complete(description), width + 6);
                text.AppendLine($"  --{name.PadRight(width)}   {lines[0]}");
                foreach (var line in lines.Skip(1))
                    text.AppendLine($"{new string(' ', width + 6)} {line}");
            }
        }

        return text.ToString();
    }

    private string Complete(string description)
    {
        if (description is null)
            return "<no description>";
        var defaults = Build.ExecutableTargets.Where(x => x.IsDefault).Select(x => x.Name).JoinCommaSpace();
        return description
            .Replace("{default_target}", defaults.Length > 0 ? defaults : "<none>", StringComparison.Ordinal)
            .TrimEnd('.') + ".";
    }

    private static List<string> Wrap(string text, int indentation)
    {
        var lines = new List<string> { string.Empty };
        foreach (var word in text.Split(' '))
        {
            var line = lines[^1].Length == 0 ? word : $"{lines[^1]} {word}";
            if (indentation + line.Length > MaximalWidth && lines[^1].Length > 0)
                lines.Add(word);
            else
                lines[^1] = line;
        }

        return lines;
    }
}
