using System.Text.Json.Nodes;
using Notejam.Infra.Tests.Policy;

namespace Notejam.Infra.Tests.Authorization;

/// <summary>That each job of the workflows is let in by the role that it assumes, with the defaults of the account stack.</summary>
[Collection(PlansGroup.Name)]
[Trait("Suite", "wire")]
public sealed class WorkflowTests(PlansFixture plans)
{
    private const string Repository = "notejam/delivery";
    private const string Issuer = "token.actions.githubusercontent.com";

    [Fact]
    public void Each_job_shows_a_subject_that_its_role_trusts()
    {
        var jobs = Directory.EnumerateFiles(Path.Combine(InfraFolder.Root, ".github", "workflows"), "*.yml").Order(StringComparer.Ordinal)
            .SelectMany(file => WorkflowJob.Read(Path.GetFileName(file), File.ReadAllText(file), Repository)).ToList();

        Assert.Equal(["backups.yml: backups", "deploy.yml: deploy", "drill.yml: drill", "failover.yml: failover", "plan.yml: plan"], jobs.Select(job => job.Name));
        Assert.Empty(from job in jobs
                     from subject in job.Subjects
                     where !Trusts(job.Role, subject)
                     select $"{job.Name} shows {subject}, which the role {job.Role} does not trust");
    }

    [Theory]
    [InlineData("    environment: live\n", "repo:o/r:environment:live")]
    [InlineData("", "repo:o/r:pull_request repo:o/r:ref:refs/heads/main")]
    public void A_jobs_subject_is_its_environments_or_its_triggers(string environment, string subjects)
    {
        var job = Assert.Single(WorkflowJob.Read("x.yml", $"on:\n  pull_request:\n  push:\n    branches: [main]\n\njobs:\n  one:\n{environment}    steps:\n      - with:\n          role-to-assume: ${{{{ vars.DEPLOY_ROLE_ARN }}}}\n", "o/r"));
        Assert.Equal(("deploy", subjects), (job.Role, string.Join(' ', job.Subjects)));
    }

    private bool Trusts(string role, string subject)
    {
        var policy = plans["account"].Resources.Single(resource => resource.Type == "aws_iam_role" && resource.Address.EndsWith($"[\"{role}\"]", StringComparison.Ordinal))["assume_role_policy"]!;
        return JsonNode.Parse(policy.ToString())!["Statement"]!.AsArray().Any(statement => statement!["Condition"]!.AsObject().All(test =>
            (string?)test.Value![$"{Issuer}:aud"] == "sts.amazonaws.com" && test.Value[$"{Issuer}:sub"]!.AsArray().Any(trusted => test.Key == "StringLike" ? ArnPattern.Overlap((string)trusted!, subject) : (string)trusted! == subject)));
    }
}
