output "plan_id" {
  description = "Backup plan."
  value       = aws_backup_plan.this.id
}

output "vault_name" {
  description = "Name of the vaults, the same in both regions."
  value       = var.name
}

output "vault_arns" {
  description = "The vaults: primary, disaster_recovery."
  value       = { primary = module.primary_vault.arn, disaster_recovery = module.disaster_recovery_vault.arn }
}

output "kms_key_arns" {
  description = "Keys of the vaults: primary, disaster_recovery. Copies are encrypted with the second."
  value       = { primary = module.primary_vault.kms_key_arn, disaster_recovery = module.disaster_recovery_vault.kms_key_arn }
}

output "topic_arns" {
  description = "Where jobs that did not end well are told: primary, disaster_recovery."
  value       = { primary = module.primary_vault.topic_arn, disaster_recovery = module.disaster_recovery_vault.topic_arn }
}

output "lock_mode" {
  description = "Lock of both vaults: none, governance or compliance."
  value       = module.primary_vault.lock_mode
}

output "backup_role_arn" {
  description = "Role of backup and copy jobs."
  value       = aws_iam_role.backup.arn
}

output "restore_role_arn" {
  description = "Role of restore jobs: who may pass it may restore."
  value       = aws_iam_role.restore.arn
}

output "restore_testing_plan_name" {
  description = "AWS's restore test in the disaster-recovery region; null without one."
  value       = one(aws_backup_restore_testing_plan.this[*].name)
}

output "database_arns" {
  description = "The databases that are backed up."
  value       = local.database_arns
}
