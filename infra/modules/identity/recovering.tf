# In the disaster-recovery region: restore a copy, stand Notejam up beside it, prove it, remove it. What a drill makes carries
# the tag Drill, what a failover makes the tag Failover, and each changes and removes only what carries its own.
locals {
  recoveries = {
    drill    = { tag = "Drill", names = "drill" }
    failover = { tag = "Failover", names = "live" }
  }

  has_tag  = { for role, recovery in local.recoveries : role => { Null = { "aws:ResourceTag/${recovery.tag}" = "false" } } }
  gets_tag = { for role, recovery in local.recoveries : role => { Null = { "aws:RequestTag/${recovery.tag}" = "false" } } }
  dr       = var.disaster_recovery_region
  dr_rds   = "arn:${local.partition}:rds:${local.dr}:${local.account}"
  dr_db    = { for role, recovery in local.recoveries : role => "${local.dr_rds}:db:${var.name}-*-${recovery.names}-*" }

  say_how_it_went = {
    Sid       = "SayHowItWent"
    Effect    = "Allow"
    Action    = ["cloudwatch:PutMetricData"]
    Resource  = "*" # The action knows no resource.
    Condition = { StringEquals = { "cloudwatch:namespace" = "Notejam/Delivery" } }
  }

  tell_signed_manifests = {
    Sid       = "TellSignedManifests"
    Effect    = "Allow"
    Action    = ["kms:Verify"]
    Resource  = "arn:${local.partition}:kms:${local.dr}:${local.account}:key/*"
    Condition = { "ForAnyValue:StringLike" = { "kms:ResourceAliases" = "alias/${var.name}-*-backup-manifests" } }
  }

  # By role.
  recovering_data = {
    for role in keys(local.recoveries) : role => [
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
        # AWS Backup makes the instance without the tag, under the name that it was given.
        Sid       = "TagTheRestoredDatabase"
        Effect    = "Allow"
        Action    = ["rds:AddTagsToResource"]
        Resource  = local.dr_db[role]
        Condition = local.gets_tag[role]
      },
      {
        Sid       = "TheRestoredDatabase"
        Effect    = "Allow"
        Action    = ["rds:AddTagsToResource", "rds:DeleteDBInstance", "rds:ModifyDBInstance", "rds:RebootDBInstance"]
        Resource  = local.dr_db[role]
        Condition = local.has_tag[role]
      },
      {
        Sid      = "SettingsOfTheRestoredDatabase"
        Effect   = "Allow"
        Action   = ["rds:ModifyDBInstance"]
        Resource = [for kind in ["og:default:*", "pg:default.*", "pg:${var.name}-*", "subgrp:${var.name}-*"] : "${local.dr_rds}:${kind}"]
      },
      {
        Sid       = "MakeTheCache"
        Effect    = "Allow"
        Action    = ["elasticache:AddTagsToResource", "elasticache:CreateReplicationGroup"]
        Resource  = "arn:${local.partition}:elasticache:${local.dr}:${local.account}:*"
        Condition = local.gets_tag[role]
      },
      {
        Sid       = "RemoveTheCache"
        Effect    = "Allow"
        Action    = ["elasticache:DeleteReplicationGroup"]
        Resource  = "arn:${local.partition}:elasticache:${local.dr}:${local.account}:*"
        Condition = local.has_tag[role]
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
      local.say_how_it_went,
      local.tell_signed_manifests,
    ]
  }

  recovering_service = {
    for role in keys(local.recoveries) : role => [
      {
        Sid    = "MakeWhatCarriesTheTag"
        Effect = "Allow"
        Action = [
          "ec2:AllocateAddress", "ec2:AuthorizeSecurityGroupIngress", "ec2:CreateNatGateway", "ec2:CreateTags",
          "ecs:CreateService", "ecs:RegisterTaskDefinition", "ecs:TagResource", "elasticloadbalancing:AddTags", "elasticloadbalancing:CreateListener",
          "elasticloadbalancing:CreateLoadBalancer", "elasticloadbalancing:CreateRule", "elasticloadbalancing:CreateTargetGroup", "logs:CreateLogGroup", "logs:TagResource",
        ]
        Resource  = [for service in ["ec2", "ecs", "elasticloadbalancing", "logs"] : "arn:${local.partition}:${service}:${local.dr}:${local.account}:*"]
        Condition = local.gets_tag[role]
      },
      {
        # The network stands ready, without the tag: what is made is put into it.
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
          "ec2:CreateNatGateway", "ec2:DeleteNatGateway", "ec2:DisassociateAddress", "ec2:ReleaseAddress", "ecs:DeleteService", "ecs:DeleteTaskDefinitions", "ecs:RunTask", "ecs:UpdateService",
          "elasticloadbalancing:CreateListener", "elasticloadbalancing:CreateRule", "elasticloadbalancing:DeleteListener", "elasticloadbalancing:DeleteLoadBalancer",
          "elasticloadbalancing:DeleteRule", "elasticloadbalancing:DeleteTargetGroup", "elasticloadbalancing:ModifyListener", "elasticloadbalancing:ModifyLoadBalancerAttributes",
          "elasticloadbalancing:ModifyTargetGroup", "elasticloadbalancing:ModifyTargetGroupAttributes", "logs:DeleteLogGroup", "logs:PutRetentionPolicy",
        ]
        Resource  = [for service in ["ec2", "ecs", "elasticloadbalancing", "logs"] : "arn:${local.partition}:${service}:${local.dr}:${local.account}:*"]
        Condition = local.has_tag[role]
      },
      {
        # The interface of a NAT gateway, which is EC2's own and has no tags, is asked about besides the address, which has.
        Sid      = "TakeAddressesFromInterfaces"
        Effect   = "Allow"
        Action   = ["ec2:DisassociateAddress"]
        Resource = "arn:${local.partition}:ec2:${local.dr}:${local.account}:network-interface/*"
      },
      {
        # The standing load balancer's group is closed until clients are let in.
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
        # A route carries no tags: only that of a table of this project, and only in this region.
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
        # That the image can be pulled there is one of the checks.
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
