output "environment" {
  description = "Environment of the stack."
  value       = var.environment
}

output "account_id" {
  description = "AWS account of the stack."
  value       = data.aws_caller_identity.current.account_id
}

output "regions" {
  description = "The regions: primary, disaster_recovery."
  value       = { primary = var.primary_region, disaster_recovery = var.disaster_recovery_region }
}

output "plan_id" {
  description = "Backup plan."
  value       = module.backup.plan_id
}

output "vault_name" {
  description = "Name of the vaults, the same in both regions."
  value       = module.backup.vault_name
}

output "vault_arns" {
  description = "The vaults: primary, disaster_recovery."
  value       = module.backup.vault_arns
}

output "kms_key_arns" {
  description = "Keys of the vaults: primary, disaster_recovery."
  value       = module.backup.kms_key_arns
}

output "topic_arns" {
  description = "Where jobs that did not end well are told: primary, disaster_recovery."
  value       = module.backup.topic_arns
}

output "lock_mode" {
  description = "Lock of both vaults: none, governance or compliance."
  value       = module.backup.lock_mode
}

output "backup_role_arn" {
  description = "Role of backup and copy jobs."
  value       = module.backup.backup_role_arn
}

output "restore_role_arn" {
  description = "Role of restore jobs."
  value       = module.backup.restore_role_arn
}

output "rules" {
  description = "The rules as planned: schedule and retention, to hold the vaults against."
  value       = var.backup_rules
}

output "database_arns" {
  description = "The databases that are backed up."
  value       = module.backup.database_arns
}
