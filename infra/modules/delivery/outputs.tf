output "pipeline_name" {
  description = "CodePipeline."
  value       = aws_codepipeline.this.name
}

output "pipeline_arn" {
  description = "Its ARN, for who starts it."
  value       = aws_codepipeline.this.arn
}

output "connection_arn" {
  description = "Connection to the repository's host. A new one waits to be confirmed in the console."
  value       = local.connection_arn
}

output "project_name" {
  description = "CodeBuild project."
  value       = aws_codebuild_project.this.name
}

output "log_group_name" {
  description = "Log group of the deliveries."
  value       = aws_cloudwatch_log_group.this.name
}

output "artifact_bucket" {
  description = "Bucket of the artifacts."
  value       = aws_s3_bucket.artifacts.bucket
}
