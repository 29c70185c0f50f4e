# From the version where there is one: what reads a secret then waits until there is a value in it.

output "application_secret_arn" {
  description = "Secret of the application."
  value       = var.primary ? aws_secretsmanager_secret_version.application[0].arn : data.aws_secretsmanager_secret.replica["application"].arn
}

output "database_secret_arn" {
  description = "Secret with the database's master user: JSON with username and password."
  value       = var.primary ? aws_secretsmanager_secret_version.database[0].arn : data.aws_secretsmanager_secret.replica["database"].arn
}

output "cache_secret_arn" {
  description = "Secret with the cache's AUTH token, as it is."
  value       = var.primary ? aws_secretsmanager_secret_version.cache[0].arn : data.aws_secretsmanager_secret.replica["cache"].arn
}

output "kms_key_arn" {
  description = "KMS key of the secrets in this region: who reads them must be allowed to decrypt with it."
  value       = var.primary ? var.kms_key_arn : data.aws_kms_key.replica[0].arn
}

output "names" {
  description = "Names of the three secrets, by what they are for: the same in every region."
  value       = { application = local.application_name, database = local.database_name, cache = local.cache_name }
}
