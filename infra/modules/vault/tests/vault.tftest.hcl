mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{\"Version\":\"2012-10-17\",\"Statement\":[]}" }
  }
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555", key_id = "11111111-2222-3333-4444-555555555555" }
  }
  mock_resource "aws_backup_vault" {
    defaults = { arn = "arn:aws:backup:eu-central-1:123456789012:backup-vault:notejam-production" }
  }
  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-central-1:123456789012:notejam-production-backup" }
  }
}

variables {
  name                    = "notejam-production"
  administrator_role_arns = ["arn:aws:iam::123456789012:role/backup-administrator"]
}

run "own_key_governance_lock_and_notice" {
  assert {
    condition     = aws_kms_key.this.enable_key_rotation && aws_backup_vault.this.kms_key_arn == aws_kms_key.this.arn
    error_message = "The vault has a key of its own, which rotates."
  }

  assert {
    condition     = aws_kms_key.signing.key_usage == "SIGN_VERIFY" && aws_kms_alias.signing.name == "alias/notejam-production-backup-manifests"
    error_message = "Manifests are signed by a key that the pipeline finds by its name."
  }

  assert {
    condition     = output.lock_mode == "governance" && aws_backup_vault_lock_configuration.this[0].changeable_for_days == null
    error_message = "A time of grace would make it compliance mode."
  }

  assert {
    condition     = aws_backup_vault_lock_configuration.this[0].min_retention_days == 7 && aws_backup_vault_lock_configuration.this[0].max_retention_days == 400
    error_message = "The lock bounds the retention."
  }

  assert {
    condition     = !aws_backup_vault.this.force_destroy
    error_message = "Recovery points never go with the vault."
  }

  assert {
    condition     = alltrue([for target in aws_cloudwatch_event_target.bad_jobs : target.arn == aws_sns_topic.this[0].arn]) && aws_sns_topic.this[0].kms_master_key_id == aws_kms_key.this.arn
    error_message = "Notice goes to the vault's own, encrypted topic."
  }

  assert {
    condition     = toset([for rule in aws_cloudwatch_event_rule.bad_jobs : jsondecode(rule.event_pattern)["detail-type"][0]]) == toset(["Backup Job State Change", "Copy Job State Change", "Restore Job State Change"])
    error_message = "Backups, copies and restores are watched."
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.bad_jobs["backup"].event_pattern).detail == { backupVaultName = ["notejam-production"], state = ["ABORTED", "EXPIRED", "FAILED", "PARTIAL"] }
    error_message = "Of this vault, and every bad end."
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.bad_jobs["restore"].event_pattern).detail["$or"][1] == { iamRoleArn = [{ prefix = "arn:aws:iam::123456789012:role/notejam-production-" }] }
    error_message = "A restore is told by its role too: its event may not name the vault."
  }

  assert {
    condition     = aws_backup_region_settings.this[0].resource_type_opt_in_preference == tomap({ RDS = true })
    error_message = "RDS is opted in, other types are left alone."
  }
}

run "only_administrators_remove" {
  assert {
    condition     = data.aws_iam_policy_document.vault.statement[0].effect == "Deny" && one(data.aws_iam_policy_document.vault.statement[0].principals).identifiers == toset(["*"])
    error_message = "The denial meets everybody."
  }

  assert {
    condition = length(setsubtract([
      "backup:DeleteRecoveryPoint", "backup:DeleteBackupVault", "backup:PutBackupVaultAccessPolicy", "backup:DeleteBackupVaultAccessPolicy",
      "backup:DeleteBackupVaultLockConfiguration", "backup:UpdateRecoveryPointLifecycle",
    ], data.aws_iam_policy_document.vault.statement[0].actions)) == 0
    error_message = "Points, vault, policy and lock are kept."
  }

  assert {
    condition = { for condition in data.aws_iam_policy_document.vault.statement[0].condition : "${condition.test} ${condition.variable}" => condition.values } == {
      "ArnNotLike aws:PrincipalArn"    = tolist(["arn:aws:iam::123456789012:root", "arn:aws:iam::123456789012:role/backup-administrator"])
      "Bool aws:PrincipalIsAWSService" = tolist(["false"])
    }
    error_message = "But the root user, the administrators, and AWS Backup that expires points."
  }

}

run "whoever_may_by_iam_may_read_and_change_the_keys" {
  assert {
    condition     = one(data.aws_iam_policy_document.account.statement).actions == toset(["kms:*"]) && one(one(data.aws_iam_policy_document.account.statement).principals).identifiers == toset(["arn:aws:iam::123456789012:root"])
    error_message = "The account decides by IAM, the provider's reads included."
  }

  assert {
    condition     = aws_kms_key.signing.policy == data.aws_iam_policy_document.account.json && data.aws_iam_policy_document.key.source_policy_documents == tolist([data.aws_iam_policy_document.account.json])
    error_message = "Of both keys."
  }

  assert {
    condition     = one(one(data.aws_iam_policy_document.key.statement).principals).identifiers == toset(["events.amazonaws.com"]) && length(one(data.aws_iam_policy_document.key.statement).condition) == 0
    error_message = "EventBridge names no account when it asks KMS: with a condition, no event would reach the topic."
  }
}

run "a_vault_that_nobody_could_change_is_refused" {
  command = plan

  variables {
    administrator_role_arns = []
  }

  expect_failures = [var.administrator_role_arns]
}

run "unless_that_is_meant" {
  command = plan

  variables {
    administrator_role_arns = []
    root_user_alone         = true
  }

  assert {
    condition     = contains(flatten([for condition in data.aws_iam_policy_document.vault.statement[0].condition : condition.values]), "arn:aws:iam::123456789012:root")
    error_message = "The root user can always."
  }
}

run "a_topic_of_the_account_is_used_when_given" {
  variables {
    notification_topic_arn = "arn:aws:sns:eu-central-1:123456789012:operations"
    notification_emails    = ["oncall@example.org"]
  }

  assert {
    condition     = length(aws_sns_topic.this) == 0 && length(aws_sns_topic_subscription.email) == 0 && aws_cloudwatch_event_target.bad_jobs["copy"].arn == "arn:aws:sns:eu-central-1:123456789012:operations"
    error_message = "No second topic."
  }
}

run "no_lock_when_told" {
  variables {
    lock = null
  }

  assert {
    condition     = length(aws_backup_vault_lock_configuration.this) == 0 && output.lock_mode == "none"
    error_message = "null is no lock."
  }
}

run "compliance_is_spelled_out" {
  variables {
    compliance_lock = { changeable_for_days = 30, confirmation = "nobody can ever remove this lock" }
  }

  assert {
    condition     = output.lock_mode == "compliance" && aws_backup_vault_lock_configuration.this[0].changeable_for_days == 30
    error_message = "Confirmed, the lock becomes final."
  }
}

run "compliance_without_the_sentence_is_refused" {
  command = plan

  variables {
    compliance_lock = { changeable_for_days = 30, confirmation = "yes" }
  }

  expect_failures = [var.compliance_lock]
}

run "compliance_without_grace_is_refused" {
  command = plan

  variables {
    compliance_lock = { changeable_for_days = 1, confirmation = "nobody can ever remove this lock" }
  }

  expect_failures = [var.compliance_lock]
}

run "wildcards_and_bad_bounds_are_refused" {
  command = plan

  variables {
    administrator_role_arns  = ["arn:aws:iam::123456789012:role/*"]
    lock                     = { min_retention_days = 30, max_retention_days = 7 }
    key_deletion_window_days = 1
  }

  expect_failures = [var.administrator_role_arns, var.lock, var.key_deletion_window_days]
}
