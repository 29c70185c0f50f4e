output "security_group_ids" {
  description = "Security groups: load-balancer, tasks, database, cache."
  value       = { for use, group in aws_security_group.this : use => group.id }

  depends_on = [aws_vpc_security_group_ingress_rule.tasks, aws_vpc_security_group_ingress_rule.data, aws_vpc_security_group_egress_rule.data, aws_vpc_security_group_egress_rule.https, aws_vpc_security_group_egress_rule.more]
}

output "database_subnet_group_name" {
  description = "Subnets of a restored database."
  value       = aws_db_subnet_group.this.name
}

output "database_parameter_group_name" {
  description = "Parameters of a restored database."
  value       = aws_db_parameter_group.this.name
}

output "cache_subnet_group_name" {
  description = "Subnets of the cache."
  value       = aws_elasticache_subnet_group.this.name
}

output "cluster_name" {
  description = "ECS cluster."
  value       = aws_ecs_cluster.this.name
}

output "bootstrap_task_definition_arn" {
  description = "Task definition that a service begins with, without a task."
  value       = aws_ecs_task_definition.bootstrap.arn
}

output "task_definition_template" {
  description = "Input of ECS RegisterTaskDefinition, but for image, hosts and secrets."
  value       = local.task_definition_template
}

output "container_name" {
  description = "Container that takes the traffic."
  value       = var.container_name
}

output "container_port" {
  description = "Port that it listens on."
  value       = var.container_port
}

output "log_group_name" {
  description = "Log group of the tasks."
  value       = aws_cloudwatch_log_group.this.name

  depends_on = [aws_iam_role_policy.execution]
}

output "certificate_arn" {
  description = "Certificate of the domain, validated; null without one."
  value       = one(aws_acm_certificate_validation.this[*].certificate_arn)
}
