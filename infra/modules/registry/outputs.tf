output "repository_name" {
  description = "Name of the repository."
  value       = aws_ecr_repository.this.name
}

output "repository_arn" {
  description = "Its ARN, for policies."
  value       = aws_ecr_repository.this.arn
}

output "repository_url" {
  description = "Its address for docker push, without a tag."
  value       = aws_ecr_repository.this.repository_url
}
