# The disaster-recovery region alone: restore a copy, stand Notejam up beside it, prove it, remove it. What a drill makes
# carries the tag Drill, and only what carries it can be changed or removed.
locals {
  in_a_drill = { Null = { "aws:ResourceTag/Drill" = "false" } }
  for_drills = { Null = { "aws:RequestTag/Drill" = "false" } }
  dr         = var.disaster_recovery_region
  dr_rds     = "arn:${local.partition}:rds:${local.dr}:${local.account}"
  dr_db      = "${local.dr_rds}:db:${var.name}-*-drill-*"

  drill_statements = {
    drill-data = concat([
      {
        Sid      = "Restore"
        Effect   = "Allow"
        Action   = ["backup:GetRecoveryPointRestoreMetadata", "backup:StartRestoreJob"]
        Resource = ["arn:${local.partition}:rds:${local.dr}:${local.account}:snapshot:awsbackup:*", "arn:${local.partition}:backup:${local.dr}:${local.account}:backup-vault:${var.name}-*"]
      },
      {
        Sid       = "PassTheRestoreRole"
        Effect    = "Allow"
        Action    = ["iam:PassRole"]
        Resource  = "arn:${local.partition}:iam::${local.account}:role/${var.name}-*-restore"
        Condition = { StringEquals = { "iam:PassedToService" = "backup.amazonaws.com" } }
      },
      {
        # AWS Backup makes the instance without the tag, under the name that the drill gave it.
        Sid       = "TagTheRestoredDatabase"
        Effect    = "Allow"
        Action    = ["rds:AddTagsToResource"]
        Resource  = local.dr_db
        Condition = local.for_drills
      },
      {
        Sid       = "TheDrillsDatabase"
        Effect    = "Allow"
        Action    = ["rds:AddTagsToResource", "rds:DeleteDBInstance", "rds:ModifyDBInstance", "rds:RebootDBInstance"]
        Resource  = local.dr_db
        Condition = local.in_a_drill
      },
      {
        Sid      = "SettingsOfTheDrillsDatabase"
        Effect   = "Allow"
        Action   = ["rds:ModifyDBInstance"]
        Resource = [for kind in ["og:default:*", "pg:default.*", "pg:${var.name}-*", "subgrp:${var.name}-*"] : "${local.dr_rds}:${kind}"]
      },
      {
        Sid       = "TheDrillsCache"
        Effect    = "Allow"
        Action    = ["elasticache:AddTagsToResource", "elasticache:CreateReplicationGroup"]
        Resource  = "arn:${local.partition}:elasticache:${local.dr}:${local.account}:*"
        Condition = local.for_drills
      },
      {
        Sid       = "RemoveTheDrillsCache"
        Effect    = "Allow"
        Action    = ["elasticache:DeleteReplicationGroup"]
        Resource  = "arn:${local.partition}:elasticache:${local.dr}:${local.account}:*"
        Condition = local.in_a_drill
      },
      {
        Sid      = "ReplicasOfSecrets"
        Effect   = "Allow"
        Action   = ["secretsmanager:GetSecretValue"]
        Resource = [for arn in local.secret_arns : replace(arn, ":*:", ":${local.dr}:")]
      },
      {
        Sid       = "UseKeysThroughServices"
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "arn:${local.partition}:kms:${local.dr}:${local.account}:key/*"
        Condition = { StringEquals = { "aws:ResourceTag/Project" = var.name, "kms:ViaService" = ["rds.${local.dr}.amazonaws.com", "s3.${local.dr}.amazonaws.com", "secretsmanager.${local.dr}.amazonaws.com"] } }
      },
      {
        Sid       = "SayThatItPassed"
        Effect    = "Allow"
        Action    = ["cloudwatch:PutMetricData"]
        Resource  = "*" # The action knows no resource.
        Condition = { StringEquals = { "cloudwatch:namespace" = "Notejam/Delivery" } }
      },
      {
        Sid       = "TellSignedManifests"
        Effect    = "Allow"
        Action    = ["kms:Verify"]
        Resource  = "arn:${local.partition}:kms:${local.dr}:${local.account}:key/*"
        Condition = { "ForAnyValue:StringLike" = { "kms:ResourceAliases" = "alias/${var.name}-*-backup-manifests" } }
      },
      {
        Sid       = "NowhereElse"
        Effect    = "Deny"
        NotAction = ["iam:*", "route53:*", "sts:*"]
        Resource  = "*"
        Condition = { StringNotEquals = { "aws:RequestedRegion" = local.dr } }
      },
      ], [for bucket in var.drill_bucket[*] : {
        Sid      = "JournalOfTheDrills"
        Effect   = "Allow"
        Action   = ["s3:DeleteObject", "s3:GetBucketLocation", "s3:GetObject", "s3:ListBucket", "s3:PutObject"]
        Resource = ["arn:${local.partition}:s3:::${bucket}", "arn:${local.partition}:s3:::${bucket}/*"]
    }])

    drill-service = [
      {
        Sid    = "MakeWhatCarriesTheTag"
        Effect = "Allow"
        Action = [
          "ec2:AllocateAddress", "ec2:AuthorizeSecurityGroupIngress", "ec2:CreateNatGateway", "ec2:CreateTags",
          "ecs:CreateService", "ecs:RegisterTaskDefinition", "ecs:TagResource", "elasticloadbalancing:AddTags", "elasticloadbalancing:CreateListener",
          "elasticloadbalancing:CreateLoadBalancer", "elasticloadbalancing:CreateRule", "elasticloadbalancing:CreateTargetGroup", "logs:CreateLogGroup", "logs:TagResource",
        ]
        Resource  = [for service in ["ec2", "ecs", "elasticloadbalancing", "logs"] : "arn:${local.partition}:${service}:${local.dr}:${local.account}:*"]
        Condition = local.for_drills
      },
      {
        # The network stands ready, without the tag Drill: a drill puts its own things into it.
        Sid       = "InTheStandingNetwork"
        Effect    = "Allow"
        Action    = ["ec2:CreateNatGateway", "ec2:CreateRoute"]
        Resource  = [for kind in ["route-table", "subnet", "vpc"] : "arn:${local.partition}:ec2:${local.dr}:${local.account}:${kind}/*"]
        Condition = local.ours
      },
      {
        Sid    = "ChangeAndRemoveWhatCarriesTheTag"
        Effect = "Allow"
        Action = [
          "ec2:CreateNatGateway", "ec2:DeleteNatGateway", "ec2:ReleaseAddress", "ecs:DeleteService", "ecs:DeleteTaskDefinitions", "ecs:RunTask", "ecs:UpdateService",
          "elasticloadbalancing:CreateListener", "elasticloadbalancing:CreateRule", "elasticloadbalancing:DeleteListener", "elasticloadbalancing:DeleteLoadBalancer",
          "elasticloadbalancing:DeleteRule", "elasticloadbalancing:DeleteTargetGroup", "elasticloadbalancing:ModifyListener", "elasticloadbalancing:ModifyLoadBalancerAttributes",
          "elasticloadbalancing:ModifyTargetGroup", "elasticloadbalancing:ModifyTargetGroupAttributes", "logs:DeleteLogGroup", "logs:PutRetentionPolicy",
        ]
        Resource  = [for service in ["ec2", "ecs", "elasticloadbalancing", "logs"] : "arn:${local.partition}:${service}:${local.dr}:${local.account}:*"]
        Condition = local.in_a_drill
      },
      {
        # The standing load balancer's group is closed until a drill lets clients in.
        Sid       = "OpenAndCloseTheStandingGroup"
        Effect    = "Allow"
        Action    = ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"]
        Resource  = "arn:${local.partition}:ec2:${local.dr}:${local.account}:security-group/*"
        Condition = local.ours
      },
      {
        # A one-off task carries no tag: only those of a standing cluster, where nothing else runs.
        Sid       = "StopTasksOfTheStandingCluster"
        Effect    = "Allow"
        Action    = ["ecs:StopTask"]
        Resource  = "arn:${local.partition}:ecs:${local.dr}:${local.account}:task/*"
        Condition = { ArnLike = { "ecs:cluster" = "arn:${local.partition}:ecs:${local.dr}:${local.account}:cluster/${var.name}-*-dr" } }
      },
      {
        # A route carries no tags: only that of a table of this project, and only the drill's region.
        Sid       = "TakeTheRouteBack"
        Effect    = "Allow"
        Action    = ["ec2:DeleteRoute"]
        Resource  = "arn:${local.partition}:ec2:${local.dr}:${local.account}:route-table/*"
        Condition = local.ours
      },
      {
        Sid      = "RetireTaskDefinitions"
        Effect   = "Allow"
        Action   = ["ecs:DeregisterTaskDefinition"]
        Resource = "*" # The action knows no resource.
      },
      {
        Sid      = "SignInToRegistry"
        Effect   = "Allow"
        Action   = ["ecr:GetAuthorizationToken"]
        Resource = "*" # The action knows no resource.
      },
      {
        # That the image can be pulled there is one of the drill's checks.
        Sid      = "PullTheImage"
        Effect   = "Allow"
        Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        Resource = [for arn in local.repository_arns : replace(arn, ":*:", ":${local.dr}:")]
      },
      {
        Sid       = "PassTheTasksRoles"
        Effect    = "Allow"
        Action    = ["iam:PassRole"]
        Resource  = [for role in ["execution", "task"] : "arn:${local.partition}:iam::${local.account}:role/${var.name}-*-${local.dr}-${role}"]
        Condition = { StringEquals = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } }
      },
    ]
  }
}
