# The pipeline reads these by name (InfraOutputs): a change here is a change there.

output "region" {
  description = "Region of the stack."
  value       = var.region
}

output "environment" {
  description = "Environment of the stack."
  value       = var.environment
}

output "account_id" {
  description = "AWS account of the stack."
  value       = data.aws_caller_identity.current.account_id
}

output "repository_name" {
  description = "ECR repository."
  value       = module.registry.repository_name
}

output "repository_url" {
  description = "Its address for docker push, without a tag."
  value       = module.registry.repository_url
}

output "cluster_name" {
  description = "ECS cluster."
  value       = module.service.cluster_name
}

output "service_name" {
  description = "ECS service."
  value       = module.service.service_name
}

output "container_name" {
  description = "Container that takes the traffic."
  value       = module.service.container_name
}

output "container_port" {
  description = "Port that it listens on."
  value       = module.service.container_port
}

output "desired_count" {
  description = "Tasks to scale the service to after its first deployment."
  value       = var.desired_count
}

output "task_definition_template" {
  description = "Input of ECS RegisterTaskDefinition; the pipeline replaces the image REPLACED_BY_PIPELINE."
  value       = module.service.task_definition_template
}

output "subnet_ids" {
  description = "Subnets of the tasks, for the AppSpec and for one-off tasks."
  value       = module.network.private_subnet_ids
}

output "security_group_ids" {
  description = "Security groups of the tasks."
  value       = [module.service.security_group_id]
}

output "assign_public_ip" {
  description = "Whether tasks get a public address."
  value       = false
}

output "application_name" {
  description = "CodeDeploy application."
  value       = module.rollout.application_name
}

output "deployment_group_name" {
  description = "CodeDeploy deployment group."
  value       = module.rollout.deployment_group_name
}

output "production_listener_arn" {
  description = "Listener that clients use."
  value       = module.edge.production_listener_arn
}

output "test_listener_arn" {
  description = "Listener that a deployment is verified through."
  value       = module.edge.test_listener_arn
}

output "target_group_names" {
  description = "The two target groups; which one is live changes with every deployment."
  value       = sort([for group in module.edge.target_groups : group.name])
}

output "load_balancer_dns_name" {
  description = "Host name of the load balancer."
  value       = module.edge.dns_name
}

output "url" {
  description = "Where people reach Notejam."
  value       = module.edge.url
}

output "test_url" {
  description = "Where a deployment is verified before it takes traffic."
  value       = module.edge.test_url
}

output "rollout_hooks" {
  description = "Hooks of a deployment, for the AppSpec: lifecycle event → function."
  value       = module.functions.rollout_hooks
}

output "database_identifier" {
  description = "RDS instance."
  value       = module.database.identifier
}

output "log_group_name" {
  description = "Log group of the tasks."
  value       = module.service.log_group_name
}
