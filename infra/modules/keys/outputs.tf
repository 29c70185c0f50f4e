output "arns" {
  description = "ARN of each use's key. It says so only once the alias stands too: who finds a key by its alias can rely on it."
  value       = { for use, key in aws_kms_key.this : use => key.arn }
  depends_on  = [aws_kms_alias.this]
}

output "aliases" {
  description = "Alias of each use's key."
  value       = { for use, alias in aws_kms_alias.this : use => alias.name }
}
