output "security_group_id" {
  description = "Security group of the functions: database and cache let it in."
  value       = aws_security_group.this.id
}

output "function_names" {
  description = "The functions, by what they do."
  value       = local.names
}

output "rollout_hooks" {
  description = "Hooks of a deployment: lifecycle event → function, as an AppSpec names it."
  value       = local.rollout_hooks
}
