# Database, cache, secrets, keys.
locals {
  deploy_data = [
    {
      # Not from snapshots of AWS Backup: who deploys does not restore.
      Sid    = "Database"
      Effect = "Allow"
      Action = [
        "rds:AddTagsToResource", "rds:CreateDBInstance", "rds:CreateDBParameterGroup", "rds:CreateDBSnapshot", "rds:CreateDBSubnetGroup",
        "rds:CreateEventSubscription", "rds:DeleteDBInstance", "rds:DeleteDBParameterGroup", "rds:DeleteDBSubnetGroup", "rds:DeleteEventSubscription", "rds:ModifyDBInstance",
        "rds:ModifyDBParameterGroup", "rds:ModifyDBSubnetGroup", "rds:ModifyEventSubscription", "rds:RebootDBInstance", "rds:RemoveTagsFromResource", "rds:ResetDBParameterGroup",
        "rds:RestoreDBInstanceFromDBSnapshot",
      ]
      Resource = concat(
        [for kind in ["db", "pg", "subgrp", "snapshot", "es"] : "${local.rds}:${kind}:${var.name}-*"],
        ["${local.rds}:og:default:*", "${local.rds}:pg:default.*"],
      )
    },
    {
      Sid    = "Cache"
      Effect = "Allow"
      Action = [
        "elasticache:AddTagsToResource", "elasticache:CreateCacheParameterGroup", "elasticache:CreateCacheSubnetGroup", "elasticache:CreateReplicationGroup",
        "elasticache:DecreaseReplicaCount", "elasticache:DeleteCacheParameterGroup", "elasticache:DeleteCacheSubnetGroup", "elasticache:DeleteReplicationGroup",
        "elasticache:IncreaseReplicaCount", "elasticache:ModifyCacheParameterGroup", "elasticache:ModifyCacheSubnetGroup", "elasticache:ModifyReplicationGroup",
        "elasticache:RemoveTagsFromResource", "elasticache:TestFailover",
      ]
      Resource = concat(
        [for kind in ["cluster", "parametergroup", "replicationgroup", "snapshot", "subnetgroup"] : "arn:${local.partition}:elasticache:*:${local.account}:${kind}:${var.name}-*"],
        ["arn:${local.partition}:elasticache:*:${local.account}:parametergroup:default.*"],
      )
    },
    {
      Sid    = "Secrets"
      Effect = "Allow"
      Action = [
        "secretsmanager:CancelRotateSecret", "secretsmanager:CreateSecret", "secretsmanager:DeleteResourcePolicy", "secretsmanager:DeleteSecret", "secretsmanager:GetSecretValue",
        "secretsmanager:PutResourcePolicy", "secretsmanager:PutSecretValue", "secretsmanager:RemoveRegionsFromReplication", "secretsmanager:ReplicateSecretToRegions",
        "secretsmanager:RotateSecret", "secretsmanager:TagResource", "secretsmanager:UntagResource", "secretsmanager:UpdateSecret", "secretsmanager:UpdateSecretVersionStage",
      ]
      Resource = local.secret_arns
    },
    {
      # manage_master_user_password: RDS makes the secret in the caller's name. Its value stays closed.
      Sid      = "SecretOfTheDatabase"
      Effect   = "Allow"
      Action   = ["secretsmanager:CreateSecret", "secretsmanager:RotateSecret", "secretsmanager:TagResource"]
      Resource = local.rds_secret_arns
    },
    {
      Sid       = "MakeKeys"
      Effect    = "Allow"
      Action    = ["kms:CreateKey", "kms:TagResource"]
      Resource  = "*" # CreateKey knows no resource.
      Condition = local.marked
    },
    {
      Sid    = "Keys"
      Effect = "Allow"
      Action = [
        "kms:CancelKeyDeletion", "kms:CreateAlias", "kms:DeleteAlias", "kms:DisableKey", "kms:EnableKey", "kms:EnableKeyRotation", "kms:PutKeyPolicy",
        "kms:ScheduleKeyDeletion", "kms:TagResource", "kms:UntagResource", "kms:UpdateAlias", "kms:UpdateKeyDescription",
      ]
      Resource  = local.key_arns
      Condition = local.ours
    },
    {
      Sid      = "KeyAliases"
      Effect   = "Allow"
      Action   = ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"]
      Resource = "arn:${local.partition}:kms:*:${local.account}:alias/${var.name}-*"
    },
    {
      Sid       = "GrantKeysToServices"
      Effect    = "Allow"
      Action    = ["kms:CreateGrant"]
      Resource  = local.key_arns
      Condition = merge(local.ours, { Bool = { "kms:GrantIsForAWSResource" = "true" } })
    },
    {
      Sid    = "UseKeysThroughServices"
      Effect = "Allow"
      # Encrypt: how a secret is replicated under a key of ours.
      Action    = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"]
      Resource  = local.key_arns
      Condition = merge(local.ours, { StringLike = { "kms:ViaService" = ["lambda.*.amazonaws.com", "s3.*.amazonaws.com", "secretsmanager.*.amazonaws.com"] } })
    },
    {
      # How a vault with a key is made: https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault.html
      Sid       = "KeysOfVaults"
      Effect    = "Allow"
      Action    = ["kms:Decrypt", "kms:GenerateDataKey", "kms:RetireGrant"]
      Resource  = local.key_arns
      Condition = merge(local.ours, { StringLike = { "aws:ResourceTag/Name" = "${var.name}-*-backup" } })
    },
    {
      # What a backup must hold; the key is of the region that keeps it.
      Sid       = "SignManifests"
      Effect    = "Allow"
      Action    = ["kms:Sign", "kms:Verify"]
      Resource  = local.key_arns
      Condition = local.ours
    },
  ]
}
