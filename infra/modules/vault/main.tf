locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition

  # The root user stays in: a vault whose policy nobody may change would be lost.
  break_glass_arns = concat(["arn:${local.partition}:iam::${local.account}:root"], var.administrator_role_arns)

  topic_arn = var.notification_topic_arn == null ? aws_sns_topic.this[0].arn : var.notification_topic_arn
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

resource "aws_backup_vault" "this" {
  name        = var.name
  kms_key_arn = aws_kms_key.this.arn

  # Recovery points go by their lifecycle or by an administrator, never with the vault.
  force_destroy = false
}

# Without changeable_for_days this is governance mode: who may call DeleteBackupVaultLockConfiguration can lift it, and
# the policy below leaves that to the administrators.
resource "aws_backup_vault_lock_configuration" "this" {
  count = var.lock == null ? 0 : 1

  backup_vault_name   = aws_backup_vault.this.name
  min_retention_days  = var.lock.min_retention_days
  max_retention_days  = var.lock.max_retention_days
  changeable_for_days = try(var.compliance_lock.changeable_for_days, null)
}

# The vault's own notices told of bad ends until AWS took most of them away: EventBridge, in notifications.tf, tells of all.
# Only administrators may take back what stands, so it stays as it is.
removed {
  from = aws_backup_vault_notifications.this

  lifecycle {
    destroy = false
  }
}

data "aws_iam_policy_document" "vault" {
  statement {
    sid    = "OnlyAdministratorsRemove"
    effect = "Deny"
    actions = [
      "backup:DeleteRecoveryPoint",
      "backup:DisassociateRecoveryPoint",
      "backup:UpdateRecoveryPointLifecycle",
      "backup:DeleteBackupVault",
      "backup:PutBackupVaultAccessPolicy",
      "backup:DeleteBackupVaultAccessPolicy",
      "backup:PutBackupVaultLockConfiguration",
      "backup:DeleteBackupVaultLockConfiguration",
      "backup:PutBackupVaultNotifications",
      "backup:DeleteBackupVaultNotifications",
    ]
    resources = ["*"] # This vault and what is in it: recovery points of RDS carry ARNs of RDS.

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "ArnNotLike"
      variable = "aws:PrincipalArn"
      values   = local.break_glass_arns
    }

    # AWS Backup itself, which expires what its lifecycle ends, has no principal's ARN.
    condition {
      test     = "Bool"
      variable = "aws:PrincipalIsAWSService"
      values   = ["false"]
    }
  }
}

resource "aws_backup_vault_policy" "this" {
  backup_vault_name = aws_backup_vault.this.name
  policy            = data.aws_iam_policy_document.vault.json

  # From here on only administrators change the lock: first that, then the policy.
  depends_on = [aws_backup_vault_lock_configuration.this]
}

# One setting for the whole account and region: RDS is opted in once; what other teams have set stays theirs.
resource "aws_backup_region_settings" "this" {
  count = var.opt_in_rds ? 1 : 0

  resource_type_opt_in_preference = { RDS = true }

  lifecycle {
    ignore_changes = [resource_type_opt_in_preference, resource_type_management_preference]
  }
}
