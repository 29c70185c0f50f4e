locals {
  rds           = { for region in local.regions : region => "arn:${local.partition}:rds:${region}:${local.account}" }
  primary_rds   = local.rds[local.regions[0]]
  database_arns = [for identifier in var.database_identifiers : "${local.primary_rds}:db:${identifier}"]
  # What a failover serves from (stacks/failover): backed up there, it comes home as a copy.
  failover_arns = ["${local.rds[local.regions[1]]}:db:${var.name}-live-*"]
  snapshot_arns = [for region in local.regions : "${local.rds[region]}:snapshot:awsbackup:*"]
  vault_arns    = [module.primary_vault.arn, module.disaster_recovery_vault.arn]
  vault_keys    = [module.primary_vault.kms_key_arn, module.disaster_recovery_vault.kms_key_arn]

  # What RDS is asked to do with a key goes through RDS: nobody decrypts with these rights directly.
  via_rds = [for region in local.regions : "rds.${region}.amazonaws.com"]
}

data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["backup.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account]
    }
  }
}

resource "aws_iam_role" "backup" {
  name                 = "${var.name}-backup"
  description          = "Backs up the database of ${var.name} and copies it to the other region"
  assume_role_policy   = data.aws_iam_policy_document.assume.json
  permissions_boundary = var.permissions_boundary_arn
}

# AWS's managed AWSBackupServiceRolePolicyForBackup reaches every resource type of the account.
data "aws_iam_policy_document" "backup" {
  statement {
    sid       = "SnapshotTheDatabase"
    actions   = ["rds:CreateDBSnapshot", "rds:AddTagsToResource", "rds:ListTagsForResource"]
    resources = concat(local.database_arns, local.failover_arns, local.snapshot_arns)
  }

  # Copies, and what a lifecycle ends: AWS Backup deletes snapshots of RDS by this role.
  statement {
    sid       = "CopyAndExpireItsOwnSnapshots"
    actions   = ["rds:CopyDBSnapshot", "rds:DeleteDBSnapshot"]
    resources = local.snapshot_arns
  }

  dynamic "statement" {
    for_each = anytrue([for rule in var.rules : rule.continuous]) ? [1] : []

    content {
      sid       = "SetTheTimeToRestoreTo"
      actions   = ["rds:ModifyDBInstance"]
      resources = local.database_arns
    }
  }

  statement {
    sid       = "SeeDatabasesAndSnapshots"
    actions   = ["rds:DescribeDBInstances", "rds:DescribeDBSnapshots", "rds:DescribeDBInstanceAutomatedBackups"]
    resources = [for region in local.regions : "${local.rds[region]}:*"]
  }

  statement {
    sid       = "FindByTag"
    actions   = ["tag:GetResources"]
    resources = ["*"] # The action knows no resource.
  }

  statement {
    sid       = "CopyBetweenTheVaults"
    actions   = ["backup:CopyIntoBackupVault", "backup:DescribeBackupVault"]
    resources = local.vault_arns
  }

  # Of a snapshot of RDS the source's ARN is the snapshot's.
  statement {
    sid       = "CopyFromTheVaults"
    actions   = ["backup:CopyFromBackupVault"]
    resources = concat(local.vault_arns, local.snapshot_arns)
  }

  dynamic "statement" {
    for_each = local.key_statements

    content {
      sid       = statement.value.sid
      actions   = statement.value.actions
      resources = concat(local.vault_keys, var.database_kms_key_arns)

      dynamic "condition" {
        for_each = statement.value.conditions

        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_iam_role_policy" "backup" {
  name   = "backup"
  role   = aws_iam_role.backup.id
  policy = data.aws_iam_policy_document.backup.json
}

# A role of its own: who may start backups may not thereby read them.
resource "aws_iam_role" "restore" {
  name                 = "${var.name}-restore"
  description          = "Restores databases of ${var.name} from its recovery points"
  assume_role_policy   = data.aws_iam_policy_document.assume.json
  permissions_boundary = var.permissions_boundary_arn
}

locals {
  # A restore makes a new instance and cannot overwrite one; AWS names those of restore tests itself.
  restored_names = concat([var.name, "${var.name}-*"], var.restore_testing == null ? [] : ["awsbackup-restore-test-*"])

  key_statements = [
    { sid = "SeeKeys", actions = ["kms:DescribeKey"], conditions = [] },
    {
      sid     = "GrantKeysToRds"
      actions = ["kms:CreateGrant"]
      conditions = [
        { test = "Bool", variable = "kms:GrantIsForAWSResource", values = ["true"] },
        { test = "StringEquals", variable = "kms:ViaService", values = local.via_rds },
      ]
    },
    {
      sid        = "UseKeysThroughRds"
      actions    = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptFrom", "kms:ReEncryptTo"]
      conditions = [{ test = "StringEquals", variable = "kms:ViaService", values = local.via_rds }]
    },
  ]
}

data "aws_iam_policy_document" "restore" {
  statement {
    sid     = "RestoreToANewInstance"
    actions = ["rds:RestoreDBInstanceFromDBSnapshot", "rds:RestoreDBInstanceToPointInTime", "rds:AddTagsToResource", "rds:ListTagsForResource"]
    resources = concat(
      local.snapshot_arns,
      flatten([for region in local.regions : [
        for suffix in concat([for name in local.restored_names : "db:${name}"], ["subgrp:${var.name}*", "pg:${var.name}*", "pg:default.*", "og:default:*"]) : "${local.rds[region]}:${suffix}"
      ]]),
    )
  }

  statement {
    sid       = "SeeDatabasesAndSnapshots"
    actions   = ["rds:DescribeDBInstances", "rds:DescribeDBSnapshots", "rds:DescribeDBInstanceAutomatedBackups"]
    resources = [for region in local.regions : "${local.rds[region]}:*"]
  }

  statement {
    sid       = "SeeTheNetwork"
    actions   = ["ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs"]
    resources = ["*"] # These actions know no resource.
  }

  dynamic "statement" {
    for_each = local.key_statements

    content {
      sid       = statement.value.sid
      actions   = statement.value.actions
      resources = concat(local.vault_keys, var.database_kms_key_arns)

      dynamic "condition" {
        for_each = statement.value.conditions

        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_iam_role_policy" "restore" {
  name   = "restore"
  role   = aws_iam_role.restore.id
  policy = data.aws_iam_policy_document.restore.json
}
