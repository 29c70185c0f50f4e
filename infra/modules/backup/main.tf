locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  regions   = [data.aws_region.primary.name, data.aws_region.disaster_recovery.name]
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "primary" {}

data "aws_region" "disaster_recovery" {
  provider = aws.disaster_recovery

  lifecycle {
    postcondition {
      condition     = self.name != data.aws_region.primary.name
      error_message = "Both providers are of ${self.name}: a copy in the same region is lost with it. Give aws.disaster_recovery another region."
    }
  }
}

module "primary_vault" {
  source = "../vault"

  name                     = var.name
  administrator_role_arns  = var.administrator_role_arns
  root_user_alone          = var.root_user_alone
  lock                     = var.lock
  compliance_lock          = var.compliance_lock
  notification_topic_arn   = var.notification_topic_arn
  notification_emails      = var.notification_emails
  opt_in_rds               = var.opt_in_rds
  key_deletion_window_days = var.key_deletion_window_days
}

module "disaster_recovery_vault" {
  source    = "../vault"
  providers = { aws = aws.disaster_recovery }

  name                     = var.name
  administrator_role_arns  = var.administrator_role_arns
  root_user_alone          = var.root_user_alone
  lock                     = var.lock
  compliance_lock          = var.compliance_lock
  notification_topic_arn   = var.disaster_recovery_notification_topic_arn
  notification_emails      = var.notification_emails
  opt_in_rds               = var.opt_in_rds
  key_deletion_window_days = var.key_deletion_window_days
}

resource "aws_backup_plan" "this" {
  name = var.name

  dynamic "rule" {
    for_each = var.rules

    content {
      rule_name                    = rule.key
      target_vault_name            = module.primary_vault.name
      schedule                     = rule.value.schedule
      schedule_expression_timezone = "Etc/UTC"
      start_window                 = rule.value.start_window_minutes
      completion_window            = rule.value.completion_window_minutes
      enable_continuous_backup     = rule.value.continuous
      recovery_point_tags          = merge(var.tags, { BackupRule = rule.key })

      lifecycle {
        delete_after = rule.value.delete_after_days
      }

      dynamic "copy_action" {
        for_each = rule.value.copy_delete_after_days[*]

        content {
          destination_vault_arn = module.disaster_recovery_vault.arn

          lifecycle {
            delete_after = copy_action.value
          }
        }
      }
    }
  }
}

# resources and conditions must both hold (selection_tag would add to resources instead): the named databases, and only
# while they carry this environment's tags.
resource "aws_backup_selection" "this" {
  name         = var.name
  plan_id      = aws_backup_plan.this.id
  iam_role_arn = aws_iam_role.backup.arn
  resources    = local.database_arns

  condition {
    dynamic "string_equals" {
      for_each = var.selection_tags

      content {
        key   = "aws:ResourceTag/${string_equals.key}"
        value = string_equals.value
      }
    }
  }

  # Without its rights the role is refused at the first job, hours later.
  depends_on = [aws_iam_role_policy.backup]
}
