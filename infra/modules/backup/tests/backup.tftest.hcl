mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { name = "eu-central-1" }
  }
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
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/notejam-production-backup" }
  }
}

mock_provider "aws" {
  alias = "disaster_recovery"

  mock_data "aws_region" {
    defaults = { name = "eu-west-2" }
  }
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
    defaults = { arn = "arn:aws:kms:eu-west-2:123456789012:key/66666666-7777-8888-9999-000000000000", key_id = "66666666-7777-8888-9999-000000000000" }
  }
  mock_resource "aws_backup_vault" {
    defaults = { arn = "arn:aws:backup:eu-west-2:123456789012:backup-vault:notejam-production" }
  }
  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-west-2:123456789012:notejam-production-backup" }
  }
}

variables {
  name                  = "notejam-production"
  database_identifiers  = ["notejam-production"]
  selection_tags        = { Project = "notejam", Environment = "production" }
  database_kms_key_arns = ["arn:aws:kms:eu-central-1:123456789012:key/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"]
  tags                  = { Project = "notejam", Environment = "production" }

  administrator_role_arns = ["arn:aws:iam::123456789012:role/backup-administrator"]
}

run "daily_backup_copied_to_the_other_region" {
  assert {
    condition     = one(aws_backup_plan.this.rule).schedule == "cron(0 2 * * ? *)" && one(aws_backup_plan.this.rule).start_window == 60 && one(aws_backup_plan.this.rule).completion_window == 240
    error_message = "Once a night, with time to start and to end in."
  }

  assert {
    condition     = one(aws_backup_plan.this.rule).lifecycle[0].delete_after == 35 && one(one(aws_backup_plan.this.rule).copy_action).lifecycle[0].delete_after == 35
    error_message = "Original and copy each have their lifecycle."
  }

  assert {
    condition     = one(one(aws_backup_plan.this.rule).copy_action).destination_vault_arn == "arn:aws:backup:eu-west-2:123456789012:backup-vault:notejam-production"
    error_message = "The copy goes to the vault of the other region."
  }

  assert {
    condition     = one(aws_backup_plan.this.rule).recovery_point_tags == tomap({ Project = "notejam", Environment = "production", BackupRule = "daily" })
    error_message = "Recovery points say whose they are."
  }

  assert {
    condition     = aws_backup_selection.this.resources == toset(["arn:aws:rds:eu-central-1:123456789012:db:notejam-production"])
    error_message = "The environment's database alone."
  }

  assert {
    condition = { for equal in one(aws_backup_selection.this.condition).string_equals : equal.key => equal.value } == {
      "aws:ResourceTag/Environment" = "production"
      "aws:ResourceTag/Project"     = "notejam"
    }
    error_message = "And only while it carries the tags: conditions, which restrict, not selection_tag, which adds."
  }

  assert {
    condition     = length(aws_backup_selection.this.selection_tag) == 0
    error_message = "selection_tag would add whatever carries the tag."
  }

  assert {
    condition     = output.kms_key_arns.primary != output.kms_key_arns.disaster_recovery && output.lock_mode == "governance"
    error_message = "Each vault has its own key, and a lock that can be lifted."
  }

  assert {
    condition     = length(aws_backup_restore_testing_plan.this) == 0
    error_message = "Restore tests cost: opted into."
  }
}

run "the_backup_role_does_what_a_backup_needs" {
  assert {
    condition     = flatten([for statement in data.aws_iam_policy_document.backup.statement : [for action in statement.actions : action if strcontains(action, "*")]]) == []
    error_message = "No action is a wildcard."
  }

  assert {
    condition     = [for statement in data.aws_iam_policy_document.backup.statement : join(",", statement.actions) if contains(statement.resources, "*")] == ["tag:GetResources"]
    error_message = "Only the search by tag, which knows no resource, is for all."
  }

  assert {
    condition     = flatten([for statement in data.aws_iam_policy_document.backup.statement : [for action in statement.actions : action if can(regex("Restore|DeleteDBInstance|DeleteRecoveryPoint|ModifyDB", action))]]) == []
    error_message = "It restores nothing, deletes no database, and without continuous backups changes none."
  }

  assert {
    condition     = alltrue([for statement in data.aws_iam_policy_document.backup.statement : alltrue([for arn in statement.resources : strcontains(arn, ":snapshot:awsbackup:")]) if contains(statement.actions, "rds:DeleteDBSnapshot")])
    error_message = "It expires AWS Backup's snapshots, never a manual one."
  }

  assert {
    condition = alltrue([for statement in data.aws_iam_policy_document.backup.statement :
      anytrue([for condition in statement.condition : condition.variable == "kms:ViaService" && toset(condition.values) == toset(["rds.eu-central-1.amazonaws.com", "rds.eu-west-2.amazonaws.com"])])
    if anytrue([for action in statement.actions : startswith(action, "kms:") && action != "kms:DescribeKey"])])
    error_message = "Keys are used through RDS alone."
  }

  assert {
    condition     = one(data.aws_iam_policy_document.assume.statement[0].principals).identifiers == toset(["backup.amazonaws.com"]) && one(data.aws_iam_policy_document.assume.statement[0].condition).variable == "aws:SourceAccount"
    error_message = "AWS Backup assumes the roles, for this account."
  }
}

run "what_a_failover_wrote_comes_home_as_a_backup" {
  assert {
    condition = toset(flatten([for statement in data.aws_iam_policy_document.backup.statement : [for arn in statement.resources : arn if strcontains(arn, ":db:")] if contains(statement.actions, "rds:CreateDBSnapshot")])) == toset([
      "arn:aws:rds:eu-central-1:123456789012:db:notejam-production", "arn:aws:rds:eu-west-2:123456789012:db:notejam-production-live-*",
    ])
    error_message = "The environment's own database, and in the other region alone what a failover serves from: no drill."
  }

  assert {
    condition = alltrue([for action in ["backup:CopyFromBackupVault", "backup:CopyIntoBackupVault"] : length(setsubtract(
      ["arn:aws:backup:eu-central-1:123456789012:backup-vault:notejam-production", "arn:aws:backup:eu-west-2:123456789012:backup-vault:notejam-production"],
      flatten([for statement in data.aws_iam_policy_document.backup.statement : tolist(statement.resources) if contains(statement.actions, action)])
    )) == 0])
    error_message = "Copies go either way."
  }
}

run "the_restore_role_makes_new_instances_of_this_name" {
  assert {
    condition     = flatten([for statement in data.aws_iam_policy_document.restore.statement : [for action in statement.actions : action if strcontains(action, "*") || can(regex("Delete|CreateDBSnapshot|CopyDB", action))]]) == []
    error_message = "It restores, and neither deletes nor backs up."
  }

  assert {
    condition = toset(flatten([for statement in data.aws_iam_policy_document.restore.statement : [for arn in statement.resources : regex(":db:(.*)$", arn)[0] if strcontains(arn, ":db:")]])) == toset([
      "notejam-production", "notejam-production-*",
    ])
    error_message = "Only names of this environment."
  }

  assert {
    condition     = aws_iam_role.restore.name == "notejam-production-restore" && aws_iam_role.backup.name == "notejam-production-backup"
    error_message = "Two roles."
  }
}

run "continuous_frequent_and_restore_testing_by_variable" {
  variables {
    rules = {
      daily    = { schedule = "cron(0 2 * * ? *)", delete_after_days = 35, copy_delete_after_days = 90 }
      frequent = { schedule = "cron(0 0/4 * * ? *)", delete_after_days = 7, continuous = true }
    }
    restore_testing = { metadata_overrides = { dbSubnetGroupName = "notejam-production" } }
  }

  assert {
    condition     = { for rule in aws_backup_plan.this.rule : rule.rule_name => [rule.enable_continuous_backup, length(rule.copy_action)] } == { daily = [false, 1], frequent = [true, 0] }
    error_message = "Each rule as it is written."
  }

  assert {
    condition     = contains(flatten([for statement in data.aws_iam_policy_document.backup.statement : tolist(statement.actions)]), "rds:ModifyDBInstance")
    error_message = "Continuous backups set the database's retention."
  }

  assert {
    condition     = aws_backup_restore_testing_plan.this[0].recovery_point_selection[0].include_vaults == toset(["arn:aws:backup:eu-west-2:123456789012:backup-vault:notejam-production"]) && aws_backup_restore_testing_plan.this[0].name == "notejam_production"
    error_message = "Copies are tested, where they would be needed."
  }

  assert {
    condition     = anytrue(flatten([for statement in data.aws_iam_policy_document.restore.statement : [for arn in statement.resources : endswith(arn, ":db:awsbackup-restore-test-*")]]))
    error_message = "AWS names the instances of its tests itself."
  }
}

run "one_region_twice_is_refused" {
  command = plan

  providers = {
    aws                   = aws
    aws.disaster_recovery = aws
  }

  expect_failures = [data.aws_region.disaster_recovery]
}

run "retention_outside_the_lock_is_refused" {
  command = plan

  variables {
    rules = { daily = { schedule = "cron(0 2 * * ? *)", delete_after_days = 35, copy_delete_after_days = 3 } }
  }

  expect_failures = [var.rules]
}

run "windows_that_aws_backup_refuses_are_refused" {
  command = plan

  variables {
    rules = { daily = { schedule = "cron(0 2 * * ? *)", delete_after_days = 35, copy_delete_after_days = 35, start_window_minutes = 30 } }
  }

  expect_failures = [var.rules]
}

run "plans_without_a_copy_are_refused" {
  command = plan

  variables {
    rules = { daily = { schedule = "cron(0 2 * * ? *)", delete_after_days = 35 } }
  }

  expect_failures = [var.rules]
}

run "wildcards_and_missing_tags_are_refused" {
  command = plan

  variables {
    database_identifiers  = ["*"]
    selection_tags        = {}
    database_kms_key_arns = ["alias/notejam"]
  }

  expect_failures = [var.database_identifiers, var.selection_tags, var.database_kms_key_arns]
}
