# The pipeline reads these by name (RecoveryOutputs): a change here is a change there.

output "region" {
  description = "Disaster-recovery region."
  value       = var.region
}

output "primary_region" {
  description = "Region that it stands in for."
  value       = var.primary_region
}

output "environment" {
  description = "Environment of the stack."
  value       = var.environment
}

output "account_id" {
  description = "AWS account of the stack."
  value       = data.aws_caller_identity.current.account_id
}

output "name" {
  description = "Prefix of the names of what stands ready."
  value       = local.name
}

output "vpc_id" {
  description = "The VPC."
  value       = module.network.vpc_id
}

output "public_subnet_ids" {
  description = "Subnets of load balancer and NAT gateway."
  value       = module.network.public_subnet_ids
}

output "private_subnet_ids" {
  description = "Subnets of tasks, database and cache."
  value       = module.network.private_subnet_ids
}

output "private_route_table_ids" {
  description = "Route tables of the private subnets, which lack a way out."
  value       = module.network.private_route_table_ids
}

output "client_cidr_blocks" {
  description = "Who may reach a restored Notejam."
  value       = var.client_cidr_blocks
}

output "load_balancer_security_group_id" {
  description = "Security group of the load balancer."
  value       = module.recovery.security_group_ids["load-balancer"]
}

output "task_security_group_id" {
  description = "Security group of the tasks."
  value       = module.recovery.security_group_ids["tasks"]
}

output "database_security_group_id" {
  description = "Security group of the database."
  value       = module.recovery.security_group_ids["database"]
}

output "cache_security_group_id" {
  description = "Security group of the cache."
  value       = module.recovery.security_group_ids["cache"]
}

output "database_subnet_group_name" {
  description = "Subnets of a restored database."
  value       = module.recovery.database_subnet_group_name
}

output "database_parameter_group_name" {
  description = "Parameters of a restored database."
  value       = module.recovery.database_parameter_group_name
}

output "database_engine_version" {
  description = "PostgreSQL's major version, which the parameters are for."
  value       = var.database_engine_version
}

output "database_instance_class" {
  description = "Size of a restored database."
  value       = var.database_instance_class
}

output "database_multi_az" {
  description = "Whether a restored database has a standby."
  value       = var.database_multi_az
}

output "cache_subnet_group_name" {
  description = "Subnets of the cache."
  value       = module.recovery.cache_subnet_group_name
}

output "cache_node_type" {
  description = "Size of the cache's node."
  value       = var.cache_node_type
}

output "cache_kms_key_arn" {
  description = "Key of the cache."
  value       = module.keys.arns["cache"]
}

output "cluster_name" {
  description = "ECS cluster."
  value       = module.recovery.cluster_name
}

output "bootstrap_task_definition_arn" {
  description = "Task definition that a service begins with."
  value       = module.recovery.bootstrap_task_definition_arn
}

output "container_name" {
  description = "Container that takes the traffic."
  value       = module.recovery.container_name
}

output "container_port" {
  description = "Port that it listens on."
  value       = module.recovery.container_port
}

output "task_definition_template" {
  description = "Input of ECS RegisterTaskDefinition, but for image, hosts and secrets."
  value       = module.recovery.task_definition_template
}

output "desired_count" {
  description = "Tasks that a restored Notejam has."
  value       = var.desired_count
}

output "log_group_name" {
  description = "Log group of the tasks."
  value       = module.recovery.log_group_name
}

output "repository_name" {
  description = "ECR repository of the replicated images."
  value       = local.source_name
}

output "vault_name" {
  description = "Vault of the copies, see stacks/backup."
  value       = local.source_name
}

output "restore_role_arn" {
  description = "Role of restore jobs, see stacks/backup."
  value       = "arn:${local.partition}:iam::${data.aws_caller_identity.current.account_id}:role/${local.source_name}-restore"
}

output "secret_names" {
  description = "Replicated secrets: application, database, cache."
  value       = { for use in ["application", "database", "cache"] : use => "${local.source_name}/${use}" }
}

output "domain_name" {
  description = "Name that people reach Notejam by; null where there is none."
  value       = var.domain_name
}

output "zone_id" {
  description = "Route 53 hosted zone of domain_name; null without one."
  value       = var.zone_id
}

output "certificate_arn" {
  description = "Certificate of domain_name in this region, validated; null without one."
  value       = module.recovery.certificate_arn
}
