output "role_arns" {
  description = "Roles of GitHub Actions: plan, deploy, drill, failover."
  value       = { for name, role in aws_iam_role.this : name => role.arn }
}

output "github_oidc_provider_arn" {
  description = "GitHub's OIDC provider."
  value       = local.provider_arn
}

output "permissions_boundary_name" {
  description = "Boundary that the deploy role must give to every role that it creates."
  value       = aws_iam_policy.boundary.name
}

output "deploy_policy_arns" {
  description = "Policies of the deploy role, for another one that deploys, as CodeBuild's."
  value       = [for policy in local.role_policies.deploy : aws_iam_policy.this[policy].arn]
}

output "schedule_policy_arns" {
  description = "Policies of who drills and of who verifies backups by the clock, for modules/schedules: drill, verify-backups."
  value       = { for job, policies in local.schedule_policies : job => [for policy in policies : aws_iam_policy.this[policy].arn] }
}
