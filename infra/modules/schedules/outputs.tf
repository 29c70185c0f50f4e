output "project_names" {
  description = "CodeBuild projects: drill, verify-backups."
  value       = { for job, project in aws_codebuild_project.this : job => project.name }
}

output "schedule_arns" {
  description = "Schedules: drill, verify-backups."
  value       = { for job, schedule in aws_scheduler_schedule.this : job => schedule.arn }
}

output "log_group_names" {
  description = "Log groups of the runs: drill, verify-backups."
  value       = { for job, group in aws_cloudwatch_log_group.this : job => group.name }
}

output "connection_arn" {
  description = "Connection to the repository's host. A new one waits to be confirmed in the console."
  value       = local.connection_arn
}
