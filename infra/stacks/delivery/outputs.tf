output "account_id" {
  description = "AWS account of the stack."
  value       = data.aws_caller_identity.current.account_id
}

output "pipeline_name" {
  description = "CodePipeline."
  value       = module.delivery.pipeline_name
}

output "connection_arn" {
  description = "Connection to the repository's host. A new one waits to be confirmed in the console."
  value       = module.delivery.connection_arn
}

output "log_group_name" {
  description = "Log group of the deliveries."
  value       = module.delivery.log_group_name
}
