output "account_id" {
  description = "The AWS account."
  value       = data.aws_caller_identity.current.account_id
}

output "region" {
  description = "Home region of the account."
  value       = var.region
}

output "state_bucket" {
  description = "Bucket of all states and of the release journal."
  value       = module.state.bucket
}

output "github_role_arns" {
  description = "Roles of GitHub Actions by target: plan, deploy, drill, failover. None without github_repository."
  value       = try(module.identity[0].role_arns, {})
}

output "permissions_boundary_name" {
  description = "Boundary that roles made by the deploy role must have, for the other stacks; null without github_repository."
  value       = one(module.identity[*].permissions_boundary_name)
}

output "deploy_policy_arns" {
  description = "Policies of the deploy role, for stacks/delivery. None without github_repository."
  value       = try(module.identity[0].deploy_policy_arns, [])
}

output "schedule_policy_arns" {
  description = "Policies of who drills and of who verifies backups by the clock, for stacks/delivery. None without github_repository."
  value       = try(module.identity[0].schedule_policy_arns, {})
}
