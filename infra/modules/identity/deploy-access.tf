# Roles of the environment, and nobody else's.
locals {
  deploy_access = [
    {
      # Every role that the pipeline makes is held by the boundary, whatever its policies say.
      Sid       = "RolesWithinTheBoundary"
      Effect    = "Allow"
      Action    = ["iam:AttachRolePolicy", "iam:CreateRole", "iam:DeleteRolePolicy", "iam:DetachRolePolicy", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy"]
      Resource  = local.role_arns
      Condition = { StringEquals = { "iam:PermissionsBoundary" = local.boundary_arn } }
    },
    {
      Sid      = "RolesOtherwise"
      Effect   = "Allow"
      Action   = ["iam:DeleteRole", "iam:TagRole", "iam:UntagRole", "iam:UpdateAssumeRolePolicy", "iam:UpdateRole", "iam:UpdateRoleDescription"]
      Resource = local.role_arns
    },
    {
      Sid      = "PassRolesToServices"
      Effect   = "Allow"
      Action   = ["iam:PassRole"]
      Resource = local.role_arns
      Condition = {
        StringEquals = {
          "iam:PassedToService" = [
            "backup.amazonaws.com", "codedeploy.amazonaws.com", "ecs-tasks.amazonaws.com", "events.amazonaws.com", "lambda.amazonaws.com", "monitoring.rds.amazonaws.com",
            "scheduler.amazonaws.com", "vpc-flow-logs.amazonaws.com",
          ]
        }
      }
    },
    {
      Sid      = "RolesOfServices"
      Effect   = "Allow"
      Action   = ["iam:CreateServiceLinkedRole"]
      Resource = "arn:${local.partition}:iam::${local.account}:role/aws-service-role/*"
      Condition = {
        StringEquals = {
          "iam:AWSServiceName" = [
            "backup.amazonaws.com", "ecs.amazonaws.com", "ecs.application-autoscaling.amazonaws.com", "elasticache.amazonaws.com", "elasticloadbalancing.amazonaws.com",
            "rds.amazonaws.com", "replication.ecr.amazonaws.com", "wafv2.amazonaws.com",
          ]
        }
      }
    },
    {
      Sid    = "NotItsOwnRights"
      Effect = "Deny"
      Action = [
        "iam:AttachRolePolicy", "iam:CreateRole", "iam:DeleteRole", "iam:DeleteRolePolicy", "iam:DetachRolePolicy", "iam:PassRole", "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy", "iam:UpdateRole",
      ]
      Resource = local.own_role_arns
    },
    {
      Sid      = "NoRoleWithoutBoundary"
      Effect   = "Deny"
      Action   = ["iam:DeleteRolePermissionsBoundary"]
      Resource = "*"
    },
    {
      Sid      = "NoRestore"
      Effect   = "Deny"
      Action   = ["iam:PassRole"]
      Resource = "arn:${local.partition}:iam::${local.account}:role/${var.name}-*-restore"
    },
    {
      Sid      = "BackupsStay"
      Effect   = "Deny"
      Action   = ["backup:DeleteBackupVault*", "backup:DeleteRecoveryPoint", "backup:DisassociateRecoveryPoint", "backup:StartRestoreJob", "backup:UpdateRecoveryPointLifecycle"]
      Resource = "*"
    },
    {
      # A backup without its key is none.
      Sid       = "KeysOfBackupsStay"
      Effect    = "Deny"
      Action    = ["kms:DisableKey", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:TagResource", "kms:UntagResource"]
      Resource  = local.key_arns
      Condition = { StringLike = { "aws:ResourceTag/Name" = "${var.name}-*-backup" } }
    },
    {
      # Of home, where the roles are. The other region's stack holds its bucket alone.
      Sid      = "TheAccountsStateIsTheAdministrators"
      Effect   = "Deny"
      Action   = ["s3:DeleteObject", "s3:PutObject"]
      Resource = "${local.state_arn}/account.*"
    },
  ]
}
