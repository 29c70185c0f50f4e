namespace Notejam.Sandbox.Backup.Model;

/// <summary>The rule of a plan that asked for a job.</summary>
public sealed record PlanReference(string PlanId, string PlanArn, string PlanVersion, string RuleId, string RuleName);
