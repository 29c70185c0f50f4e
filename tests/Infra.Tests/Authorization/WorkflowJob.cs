using System.Text.RegularExpressions;

namespace Notejam.Infra.Tests.Authorization;

/// <summary>A job of <c>.github/workflows</c> that assumes a role.</summary>
/// <param name="Name">File and job.</param>
/// <param name="Role">The role by its target: <c>deploy</c> of <c>vars.DEPLOY_ROLE_ARN</c>.</param>
/// <param name="Subjects">What GitHub's token can say of it: https://docs.github.com/actions/reference/security/oidc#example-subject-claims.</param>
internal sealed partial record WorkflowJob(string Name, string Role, IReadOnlyList<string> Subjects)
{
    /// <summary>The jobs of a workflow, as this repository lays workflows out.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="text">Its text.</param>
    /// <param name="repository">The repository, as owner/name.</param>
    public static IEnumerable<WorkflowJob> Read(string file, string text, string repository)
    {
        var parts = text.Split("\njobs:\n");
        var triggers = Trigger().Matches(parts[0].Split("\non:\n")[^1]).Select(match => match.Groups["event"].Value).ToList();
        foreach (Match job in Job().Matches(parts[1]))
        {
            if (Assumed().Match(job.Value) is not { Success: true } role) continue;
            // An environment is named instead of all else.
            var subjects = NamedEnvironment().Match(job.Value) is { Success: true } environment
                ? [$"repo:{repository}:environment:{environment.Groups["name"].Value}"]
                : triggers.Select(trigger => trigger == "pull_request" ? $"repo:{repository}:pull_request" : $"repo:{repository}:ref:refs/heads/main").Distinct().ToList();
            yield return new WorkflowJob($"{file}: {job.Groups["name"].Value}", role.Groups["role"].Value.ToLowerInvariant(), subjects);
        }
    }

    [GeneratedRegex("^  (?<event>pull_request|push|schedule|workflow_dispatch):", RegexOptions.Multiline)]
    private static partial Regex Trigger();

    [GeneratedRegex("^  (?<name>[a-z-]+):\n(?:    .*\n|\n)*", RegexOptions.Multiline)]
    private static partial Regex Job();

    [GeneratedRegex(@"role-to-assume: \$\{\{ vars\.(?<role>[A-Z]+)_ROLE_ARN \}\}")]
    private static partial Regex Assumed();

    [GeneratedRegex(@"^    environment: (?<name>\S+)$", RegexOptions.Multiline)]
    private static partial Regex NamedEnvironment();
}
