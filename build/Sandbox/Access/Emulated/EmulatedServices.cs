using Notejam.Sandbox.Gateway.Access;

namespace Notejam.Sandbox.Access.Emulated;

/// <summary>What requests to services that only the emulator serves need, where a table says all.</summary>
internal static class EmulatedServices
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ServiceAccess> All { get; } =
    [
        new("monitoring", "cloudwatch")
        {
            Names = new Dictionary<string, string[]> { ["AlarmName"] = ["AlarmName", "AlarmNames"], ["dashboard/DashboardName"] = ["DashboardName", "DashboardNames"] },
            Keys = new Dictionary<string, string[]> { ["cloudwatch:namespace"] = ["Namespace"], ["cloudwatch:AlarmActions"] = ["AlarmActions"] },
        },
        new("sns")
        {
            Names = new Dictionary<string, string[]> { ["TopicName"] = ["Name"] },
            Keys = new Dictionary<string, string[]> { ["sns:Endpoint"] = ["Endpoint"], ["sns:Protocol"] = ["Protocol"] },
        },
        new("acm") { TagAction = "AddTagsToCertificate" },
        new("tagging", "tag"),
        new("sqs") { Names = new Dictionary<string, string[]> { ["QueueName"] = ["QueueName"] } },
        new("ssm") { Names = new Dictionary<string, string[]> { ["ParameterNameWithoutLeadingSlash"] = ["Name", "Names"] } },
        new("scheduler")
        {
            Names = new Dictionary<string, string[]> { ["schedule-group/GroupName"] = ["Name"], ["ScheduleName"] = ["Name"], ["GroupName"] = ["GroupName", "groupName", "=default"] },
            PassedRoles = new Dictionary<string, PassedRole> { ["CreateSchedule"] = new("scheduler.amazonaws.com", "Target.RoleArn"), ["UpdateSchedule"] = new("scheduler.amazonaws.com", "Target.RoleArn") },
        },
        new("codebuild")
        {
            Names = new Dictionary<string, string[]> { ["ProjectName"] = ["name", "names", "projectName"] },
            PassedRoles = new Dictionary<string, PassedRole> { ["CreateProject"] = new("codebuild.amazonaws.com", "serviceRole"), ["UpdateProject"] = new("codebuild.amazonaws.com", "serviceRole") },
        },
        new("codepipeline")
        {
            Names = new Dictionary<string, string[]> { ["pipeline/PipelineName"] = ["name", "pipelineName", "pipeline.name"] },
            PassedRoles = new Dictionary<string, PassedRole> { ["CreatePipeline"] = new("codepipeline.amazonaws.com", "pipeline.roleArn"), ["UpdatePipeline"] = new("codepipeline.amazonaws.com", "pipeline.roleArn") },
        },
        new("codeconnections"),
        new("codestar-connections"),
        new WafAccess
        {
            Names = new Dictionary<string, string[]> { ["Scope"] = ["Scope"], ["webacl/Name"] = ["Name"], ["webacl/Id"] = ["Id", "=*"], ["ipset/Name"] = ["Name"], ["ipset/Id"] = ["Id", "=*"] },
        },
        new("inspector2"),
        new("xray"),
        new("cloudtrail") { Names = new Dictionary<string, string[]> { ["TrailName"] = ["Name", "TrailName", "trailNameList"] }, TagAction = "AddTags" },
        new("budgets")
        {
            Names = new Dictionary<string, string[]> { ["BudgetName"] = ["BudgetName", "Budget.BudgetName"] },
            // The console's old names for the API's operations: https://docs.aws.amazon.com/cost-management/latest/userguide/billing-permissions-ref.html
            Actions = new Dictionary<string, string>
            {
                ["CreateBudget"] = "ModifyBudget", ["UpdateBudget"] = "ModifyBudget", ["DeleteBudget"] = "ModifyBudget", ["CreateNotification"] = "ModifyBudget", ["CreateSubscriber"] = "ModifyBudget",
                ["DeleteNotification"] = "ModifyBudget", ["DescribeBudget"] = "ViewBudget", ["DescribeBudgets"] = "ViewBudget", ["DescribeNotificationsForBudget"] = "ViewBudget",
                ["DescribeSubscribersForNotification"] = "ViewBudget",
            },
        },
    ];
}
