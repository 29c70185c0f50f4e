using System.Text.Json.Nodes;
using Notejam.Sandbox.Backup.Jobs;
using Notejam.Sandbox.Backup.Model;
using static Notejam.Sandbox.Tests.Backup.BackupWorld;

namespace Notejam.Sandbox.Tests.Backup;

public sealed class PlanTests : IDisposable
{
    private readonly BackupWorld _world = new();

    [Theory]
    [InlineData("""{"Resources": ["arn:a"]}""", true)]
    [InlineData("""{"Resources": ["arn:*"]}""", true)]
    [InlineData("""{"Resources": ["arn:b"]}""", false)]
    [InlineData("""{"Resources": ["*"], "NotResources": ["arn:a"]}""", false)]
    [InlineData("""{"Resources": ["arn:a"], "Conditions": {"StringEquals": [{"ConditionKey": "aws:ResourceTag/Project", "ConditionValue": "notejam"}]}}""", true)]
    [InlineData("""{"Resources": ["arn:a"], "Conditions": {"StringEquals": [{"ConditionKey": "aws:ResourceTag/Project", "ConditionValue": "other"}]}}""", false)]
    [InlineData("""{"Resources": ["arn:b"], "Conditions": {"StringEquals": [{"ConditionKey": "aws:ResourceTag/Project", "ConditionValue": "notejam"}]}}""", false)]
    [InlineData("""{"Conditions": {"StringLike": [{"ConditionKey": "aws:ResourceTag/Project", "ConditionValue": "note*"}]}}""", true)]
    [InlineData("""{"Conditions": {"StringNotEquals": [{"ConditionKey": "aws:ResourceTag/Project", "ConditionValue": "notejam"}]}}""", false)]
    [InlineData("""{"Resources": ["arn:b"], "ListOfTags": [{"ConditionType": "STRINGEQUALS", "ConditionKey": "Project", "ConditionValue": "notejam"}]}""", true)]
    public void A_selection_takes_what_it_names_and_what_carries_its_tags(string selection, bool taken) =>
        Assert.Equal(taken, SelectionMatch.Selects(JsonNode.Parse(selection)!.AsObject(), "arn:a", new Dictionary<string, string> { ["Project"] = "notejam" }));

    [Fact]
    public async Task A_plan_makes_a_backup_and_a_copy_whenever_its_rule_is_due_and_once_only()
    {
        var plan = Plan("""
            {"BackupPlanName": "p", "Rules": [{"RuleId": "r", "RuleName": "daily", "TargetBackupVaultName": "kept", "ScheduleExpression": "cron(0 2 * * ? *)",
              "StartWindowMinutes": 60, "CompletionWindowMinutes": 120, "Lifecycle": {"DeleteAfterDays": 36500}, "RecoveryPointTags": {"BackupRule": "daily"},
              "CopyActions": [{"DestinationBackupVaultArn": "arn:aws:backup:eu-west-2:123456789012:backup-vault:kept", "Lifecycle": {"DeleteAfterDays": 36500}}]}]}
            """);
        await _world.Engine.StepAsync(CancellationToken.None);
        Assert.Empty(Jobs());
        for (var day = 0; day < 2; day++)
        {
            _world.Time.Advance(TimeSpan.FromDays(1));
            await _world.SettleAsync();
        }

        Assert.Equal([("COMPLETED", "daily"), ("COMPLETED", "daily")], Jobs().Select(job => (job.State, job.CreatedBy!.RuleName)));
        Assert.All(Jobs(), job => Assert.Equal(plan.Id, job.CreatedBy!.PlanId));
        Assert.Equal(2, _world.Vault(There).RecoveryPoints.Count);
        Assert.All(_world.Vault(Here).RecoveryPoints.Values, point => Assert.Equal("daily", point.Tags["BackupRule"]));
    }

    [Fact]
    public async Task A_restore_test_restores_the_newest_copy_with_its_overrides_and_removes_it_once_it_is_validated()
    {
        _world.Start(36500, copied: true);
        await _world.SettleAsync();
        _world.Store.Write(There, region =>
        {
            var plan = new RestoreTestingPlan
            {
                Name = "weekly",
                Arn = "arn:aws:backup:eu-west-2:123456789012:restore-testing-plan:weekly",
                CreatedAt = _world.Time.GetUtcNow(),
                Document = JsonNode.Parse("""{"ScheduleExpression": "rate(1 day)", "RecoveryPointSelection": {"IncludeVaults": ["*"], "SelectionWindowDays": 365}}""")!.AsObject(),
            };
            plan.Selections["s"] = new RestoreTestingSelection
            {
                Name = "s",
                Document = JsonNode.Parse("""{"IamRoleArn": "role", "ProtectedResourceArns": ["*"], "ValidationWindowHours": 8760, "RestoreMetadataOverrides": {"dbsubnetgroupname": "there"}}""")!.AsObject(),
            };
            return region.RestoreTestingPlans["weekly"] = plan;
        });
        _world.Time.Advance(TimeSpan.FromDays(1.01));
        await _world.SettleAsync();

        var job = Assert.Single(_world.Store.Read(There, region => region.RestoreJobs.Values.ToList()));
        var (arn, metadata) = Assert.Single(_world.Data.Restored);
        Assert.Equal(("COMPLETED", arn, "there"), (job.State, job.CreatedResourceArn, metadata["DBSubnetGroupName"]));
        Assert.StartsWith("awsbackup-restore-test-", metadata["DBInstanceIdentifier"], StringComparison.Ordinal);
        Assert.Contains(arn, _world.Data.Up.Keys);

        _world.Store.Write(There, region => region.RestoreJobs[job.Id].ValidationStatus = "SUCCESSFUL");
        await _world.Engine.StepAsync(CancellationToken.None);
        Assert.Equal("SUCCESSFUL", _world.Store.Read(There, region => region.RestoreJobs[job.Id].DeletionStatus));
        Assert.DoesNotContain(arn, _world.Data.Up.Keys);
    }

    public void Dispose() => _world.Dispose();

    private List<BackupJob> Jobs() => _world.Store.Read(Here, state => state.BackupJobs.Values.ToList());

    private BackupPlan Plan(string document) => _world.Store.Write(Here, state =>
    {
        var plan = new BackupPlan { Id = "plan", Arn = "arn:plan" };
        plan.Versions.Add(new PlanVersion("v", _world.Time.GetUtcNow(), [], JsonNode.Parse(document)!.AsObject()));
        plan.Selections["s"] = new BackupSelection("s", _world.Time.GetUtcNow(), null, JsonNode.Parse("""{"SelectionName": "s", "IamRoleArn": "role", "Resources": ["*"]}""")!.AsObject());
        return state.Plans["plan"] = plan;
    });
}
