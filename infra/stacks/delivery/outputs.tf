output "account_id" {
  description = "AWS account of the stack."
  value       = data.aws_caller_identity.current.account_id
}

output "pipeline_name" {
  description = "CodePipeline; null without one."
  value       = one(module.delivery[*].pipeline_name)
}

output "connection_arn" {
  description = "Connection to the repository's host. A new one waits to be confirmed in the console."
  value       = one(module.delivery[*].connection_arn)
}

output "log_group_name" {
  description = "Log group of the deliveries."
  value       = one(module.delivery[*].log_group_name)
}

output "schedule_project_names" {
  description = "CodeBuild projects that run by the clock: drill, verify-backups. None without schedules."
  value       = try(module.schedules[0].project_names, {})
}

output "schedule_log_group_names" {
  description = "Their log groups."
  value       = try(module.schedules[0].log_group_names, {})
}

output "schedule_connection_arn" {
  description = "Their connection to the repository's host, in the disaster-recovery region. A new one waits to be confirmed in the console."
  value       = one(module.schedules[*].connection_arn)
}
