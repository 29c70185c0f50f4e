output "name" {
  description = "Name of the vault."
  value       = aws_backup_vault.this.name
}

output "arn" {
  description = "Its ARN."
  value       = aws_backup_vault.this.arn
}

output "kms_key_arn" {
  description = "Key of the vault."
  value       = aws_kms_key.this.arn
}

output "topic_arn" {
  description = "SNS topic that is told of jobs that did not end well."
  value       = local.topic_arn
}

output "lock_mode" {
  description = "none, governance or compliance."
  value       = var.lock == null ? "none" : var.compliance_lock == null ? "governance" : "compliance"
}

output "signing_key_arn" {
  description = "Key that signs the manifests of backups in this region."
  value       = aws_kms_key.signing.arn
}
