locals {
  project = "notejam"

  # The one place where names are made: the same as in stacks/region, whose database has this name.
  name = "${local.project}-${var.environment}"

  iam  = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}"
  role = "${local.iam}:role"

  # What stacks/region puts on the database by default_tags, and how it is found.
  tags = { Project = local.project, Environment = var.environment }
}

data "aws_caller_identity" "current" {
  lifecycle {
    precondition {
      condition     = terraform.workspace == var.environment
      error_message = "The workspace is ${terraform.workspace}, the environment ${var.environment}: run `terraform workspace select -or-create ${var.environment}` first, so that two environments never share a state."
    }
  }
}

data "aws_partition" "current" {}

module "backup" {
  source    = "../../modules/backup"
  providers = { aws = aws, aws.disaster_recovery = aws.disaster_recovery }

  name                  = local.name
  database_identifiers  = [local.name]
  selection_tags        = merge(local.tags, { Region = var.primary_region })
  tags                  = local.tags
  database_kms_key_arns = var.database_kms_key_arns

  rules                    = var.backup_rules
  administrator_role_arns  = concat([for role in var.backup_administrator_role_names : "${local.role}/${role}"], var.backup_administrator_role_arns)
  root_user_alone          = var.backup_root_user_alone
  lock                     = var.backup_lock
  compliance_lock          = var.backup_compliance_lock
  opt_in_rds               = var.backup_opt_in_rds
  restore_testing          = var.backup_restore_testing
  permissions_boundary_arn = var.permissions_boundary_name == null ? null : "${local.iam}:policy/${var.permissions_boundary_name}"

  notification_topic_arn                   = var.backup_notification_topic_arn
  disaster_recovery_notification_topic_arn = var.backup_disaster_recovery_notification_topic_arn
  notification_emails                      = distinct(concat(var.alert_emails, var.backup_notification_emails))
}
