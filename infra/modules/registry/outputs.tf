output "repository_name" {
  description = "Name of the repository."
  value       = var.primary ? aws_ecr_repository.this[0].name : data.aws_ecr_repository.replica[0].name
}

output "repository_arn" {
  description = "Its ARN in this region, for policies."
  value       = var.primary ? aws_ecr_repository.this[0].arn : data.aws_ecr_repository.replica[0].arn
}

output "repository_url" {
  description = "Its address in this region for docker push, without a tag."
  value       = var.primary ? aws_ecr_repository.this[0].repository_url : data.aws_ecr_repository.replica[0].repository_url
}
