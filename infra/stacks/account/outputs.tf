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
