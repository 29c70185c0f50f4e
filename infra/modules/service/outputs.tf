output "cluster_name" {
  description = "ECS cluster."
  value       = aws_ecs_cluster.this.name
}

output "service_name" {
  description = "ECS service."
  value       = aws_ecs_service.this.name
}

output "service_arn" {
  description = "Its ARN, for policies."
  value       = aws_ecs_service.this.id
}

output "container_name" {
  description = "Container that takes the traffic."
  value       = var.container_name
}

output "container_port" {
  description = "Port that it listens on."
  value       = var.container_port
}

output "security_group_id" {
  description = "Security group of the tasks."
  value       = aws_security_group.tasks.id
}

output "task_definition_template" {
  description = "Input of ECS RegisterTaskDefinition; the pipeline puts the image in."
  value       = local.task_definition_template
}

output "task_role_arns" {
  description = "Roles that whoever starts tasks must be allowed to pass."
  value       = [aws_iam_role.execution.arn, aws_iam_role.task.arn]
}

output "log_group_name" {
  description = "Log group of the tasks."
  value       = aws_cloudwatch_log_group.this.name
}
