# What stacks/region and stacks/backup create, and what the pipeline's stages call. By name where AWS has names, by the
# tag Project where it has ids.
locals {
  ours   = { StringEquals = { "aws:ResourceTag/Project" = var.name } }
  marked = { StringEquals = { "aws:RequestTag/Project" = var.name } }

  deploy_statements = {
    deploy-network = [
      {
        Sid    = "MakeWhatCarriesTheTag"
        Effect = "Allow"
        Action = [
          "ec2:AllocateAddress", "ec2:AuthorizeSecurityGroupEgress", "ec2:AuthorizeSecurityGroupIngress", "ec2:CreateFlowLogs", "ec2:CreateInternetGateway", "ec2:CreateNatGateway",
          "ec2:CreateRouteTable", "ec2:CreateSecurityGroup", "ec2:CreateSubnet", "ec2:CreateVpc", "ec2:CreateVpcEndpoint",
        ]
        Resource  = [for kind in local.ec2_kinds : "${local.ec2}:${kind}/*"]
        Condition = local.marked
      },
      {
        Sid    = "ChangeWhatCarriesTheTag"
        Effect = "Allow"
        Action = [
          "ec2:AssociateRouteTable", "ec2:AttachInternetGateway", "ec2:AuthorizeSecurityGroupEgress", "ec2:AuthorizeSecurityGroupIngress", "ec2:CreateFlowLogs",
          "ec2:CreateNatGateway", "ec2:CreateRoute", "ec2:CreateRouteTable", "ec2:CreateSecurityGroup", "ec2:CreateSubnet", "ec2:CreateTags", "ec2:CreateVpcEndpoint", "ec2:DeleteFlowLogs",
          "ec2:DeleteInternetGateway", "ec2:DeleteNatGateway", "ec2:DeleteRoute", "ec2:DeleteRouteTable", "ec2:DeleteSecurityGroup", "ec2:DeleteSubnet", "ec2:DeleteTags",
          "ec2:DeleteVpc", "ec2:DeleteVpcEndpoints", "ec2:DetachInternetGateway", "ec2:DisassociateAddress", "ec2:DisassociateRouteTable", "ec2:ModifySecurityGroupRules",
          "ec2:ModifySubnetAttribute", "ec2:ModifyVpcAttribute", "ec2:ModifyVpcEndpoint", "ec2:ReleaseAddress", "ec2:ReplaceRoute", "ec2:ReplaceRouteTableAssociation",
          "ec2:RevokeSecurityGroupEgress", "ec2:RevokeSecurityGroupIngress", "ec2:UpdateSecurityGroupRuleDescriptionsEgress", "ec2:UpdateSecurityGroupRuleDescriptionsIngress",
        ]
        Resource  = local.ec2_all
        Condition = local.ours
      },
      {
        Sid       = "TagOnlyWhatIsBeingMade"
        Effect    = "Allow"
        Action    = ["ec2:CreateTags"]
        Resource  = local.ec2_all
        Condition = { Null = { "ec2:CreateAction" = "false" }, StringEquals = local.marked.StringEquals }
      },
      {
        # A VPC's default group is made by AWS, without tags: it may be taken over, a tagged one of somebody else may not.
        Sid       = "AdoptTheDefaultGroup"
        Effect    = "Allow"
        Action    = ["ec2:CreateTags"]
        Resource  = "${local.ec2}:security-group/*"
        Condition = { Null = { "aws:ResourceTag/Project" = "true" }, StringEquals = local.marked.StringEquals }
      },
      {
        # The rules that AWS puts into it; the group itself must carry the tag.
        Sid      = "EmptyTheDefaultGroup"
        Effect   = "Allow"
        Action   = ["ec2:RevokeSecurityGroupEgress", "ec2:RevokeSecurityGroupIngress"]
        Resource = "${local.ec2}:security-group-rule/*"
      },
    ]

    deploy-edge = concat([
      {
        Sid    = "LoadBalancer"
        Effect = "Allow"
        Action = [
          "elasticloadbalancing:AddListenerCertificates", "elasticloadbalancing:AddTags", "elasticloadbalancing:CreateListener", "elasticloadbalancing:CreateLoadBalancer",
          "elasticloadbalancing:CreateRule", "elasticloadbalancing:CreateTargetGroup", "elasticloadbalancing:DeleteListener", "elasticloadbalancing:DeleteLoadBalancer",
          "elasticloadbalancing:DeleteRule", "elasticloadbalancing:DeleteTargetGroup", "elasticloadbalancing:ModifyListener", "elasticloadbalancing:ModifyListenerAttributes",
          "elasticloadbalancing:ModifyLoadBalancerAttributes", "elasticloadbalancing:ModifyRule", "elasticloadbalancing:ModifyTargetGroup", "elasticloadbalancing:ModifyTargetGroupAttributes",
          "elasticloadbalancing:RemoveListenerCertificates", "elasticloadbalancing:RemoveTags", "elasticloadbalancing:SetRulePriorities", "elasticloadbalancing:SetSecurityGroups",
          "elasticloadbalancing:SetSubnets", "elasticloadbalancing:SetWebAcl", "elasticloadbalancing:CreateWebACLAssociation", "elasticloadbalancing:DeleteWebACLAssociation", "wafv2:AssociateWebACL", "wafv2:DisassociateWebACL",
        ]
        Resource = local.load_balancer_arns
      },
      {
        Sid    = "Firewall"
        Effect = "Allow"
        Action = [
          "wafv2:AssociateWebACL", "wafv2:CreateIPSet", "wafv2:CreateWebACL", "wafv2:DeleteIPSet", "wafv2:DeleteLoggingConfiguration", "wafv2:DeleteWebACL", "wafv2:DisassociateWebACL",
          "wafv2:PutLoggingConfiguration", "wafv2:TagResource", "wafv2:UntagResource", "wafv2:UpdateIPSet", "wafv2:UpdateWebACL",
        ]
        Resource = concat(local.waf_arns, ["arn:${local.partition}:wafv2:*:${local.account}:regional/managedruleset/*"])
      },
      {
        Sid       = "RequestCertificates"
        Effect    = "Allow"
        Action    = ["acm:AddTagsToCertificate", "acm:RequestCertificate"]
        Resource  = local.certificate_arn
        Condition = local.marked
      },
      {
        Sid       = "Certificates"
        Effect    = "Allow"
        Action    = ["acm:AddTagsToCertificate", "acm:DeleteCertificate", "acm:RemoveTagsFromCertificate", "acm:UpdateCertificateOptions"]
        Resource  = local.certificate_arn
        Condition = local.ours
      },
      {
        # How an interface endpoint gets its private name.
        Sid      = "NamesOfEndpoints"
        Effect   = "Allow"
        Action   = ["route53:AssociateVPCWithHostedZone", "route53:DisassociateVPCFromHostedZone"]
        Resource = "arn:${local.partition}:route53:::hostedzone/*"
      },
      {
        Sid      = "HealthChecks"
        Effect   = "Allow"
        Action   = ["route53:ChangeTagsForResource", "route53:CreateHealthCheck", "route53:DeleteHealthCheck", "route53:UpdateHealthCheck"]
        Resource = "arn:${local.partition}:route53:::healthcheck/*"
      },
      ], [for zones in [var.hosted_zone_ids] : {
        Sid      = "Records"
        Effect   = "Allow"
        Action   = ["route53:ChangeResourceRecordSets"]
        Resource = [for zone in zones : "arn:${local.partition}:route53:::hostedzone/${zone}"]
    } if length(zones) > 0])

    deploy-service = [
      {
        Sid      = "SignInToRegistry"
        Effect   = "Allow"
        Action   = ["ecr:GetAuthorizationToken"]
        Resource = "*" # The action knows no resource.
      },
      {
        Sid      = "ReplicateRegistry"
        Effect   = "Allow"
        Action   = ["ecr:PutRegistryScanningConfiguration", "ecr:PutReplicationConfiguration"]
        Resource = "*" # One of the registry as a whole: the actions know no resource.
      },
      {
        Sid    = "Registry"
        Effect = "Allow"
        Action = [
          "ecr:BatchCheckLayerAvailability", "ecr:BatchDeleteImage", "ecr:CompleteLayerUpload", "ecr:CreateRepository", "ecr:DeleteLifecyclePolicy", "ecr:DeleteRepository",
          "ecr:DeleteRepositoryPolicy", "ecr:GetDownloadUrlForLayer", "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:PutImageScanningConfiguration", "ecr:PutImageTagMutability",
          "ecr:PutLifecyclePolicy", "ecr:ReplicateImage", "ecr:SetRepositoryPolicy", "ecr:StartImageScan", "ecr:TagResource", "ecr:UntagResource", "ecr:UploadLayerPart",
        ]
        Resource = local.repository_arns
      },
      {
        Sid    = "Service"
        Effect = "Allow"
        Action = [
          "ecs:CreateCluster", "ecs:CreateService", "ecs:DeleteCluster", "ecs:DeleteService", "ecs:DeleteTaskDefinitions", "ecs:PutClusterCapacityProviders",
          "ecs:RegisterTaskDefinition", "ecs:RunTask", "ecs:StopTask", "ecs:TagResource", "ecs:UntagResource", "ecs:UpdateCluster", "ecs:UpdateClusterSettings", "ecs:UpdateService",
        ]
        Resource = local.ecs_arns
      },
      {
        Sid      = "RetireTaskDefinitions"
        Effect   = "Allow"
        Action   = ["ecs:DeregisterTaskDefinition"]
        Resource = "*" # The action knows no resource.
      },
      {
        Sid    = "Deployments"
        Effect = "Allow"
        Action = [
          "codedeploy:ContinueDeployment", "codedeploy:CreateApplication", "codedeploy:CreateDeployment", "codedeploy:CreateDeploymentConfig", "codedeploy:CreateDeploymentGroup",
          "codedeploy:DeleteApplication", "codedeploy:DeleteDeploymentConfig", "codedeploy:DeleteDeploymentGroup", "codedeploy:GetApplicationRevision",
          "codedeploy:RegisterApplicationRevision", "codedeploy:StopDeployment", "codedeploy:TagResource", "codedeploy:UntagResource", "codedeploy:UpdateApplication",
          "codedeploy:UpdateDeploymentGroup",
        ]
        Resource = local.codedeploy_arns
      },
      {
        Sid    = "Scaling"
        Effect = "Allow"
        Action = [
          "application-autoscaling:DeleteScalingPolicy", "application-autoscaling:DeleteScheduledAction", "application-autoscaling:DeregisterScalableTarget",
          "application-autoscaling:PutScalingPolicy", "application-autoscaling:PutScheduledAction", "application-autoscaling:RegisterScalableTarget",
          "application-autoscaling:TagResource", "application-autoscaling:UntagResource",
        ]
        Resource  = local.scaling_arns
        Condition = { StringEqualsIfExists = { "application-autoscaling:service-namespace" = "ecs" } }
      },
      {
        Sid    = "Functions"
        Effect = "Allow"
        Action = [
          "lambda:AddPermission", "lambda:CreateAlias", "lambda:CreateFunction", "lambda:DeleteAlias", "lambda:DeleteFunction", "lambda:DeleteFunctionConcurrency", "lambda:DeleteFunctionEventInvokeConfig",
          "lambda:InvokeFunction", "lambda:PublishVersion", "lambda:PutFunctionConcurrency", "lambda:PutFunctionEventInvokeConfig", "lambda:RemovePermission", "lambda:TagResource", "lambda:UntagResource",
          "lambda:UpdateAlias", "lambda:UpdateFunctionCode", "lambda:UpdateFunctionConfiguration",
        ]
        Resource = local.function_arns
      },
    ]

    deploy-data = [
      {
        # Not from snapshots of AWS Backup: who deploys does not restore.
        Sid    = "Database"
        Effect = "Allow"
        Action = [
          "rds:AddTagsToResource", "rds:CreateDBInstance", "rds:CreateDBInstanceReadReplica", "rds:CreateDBParameterGroup", "rds:CreateDBSnapshot", "rds:CreateDBSubnetGroup",
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
        Sid       = "UseKeysThroughServices"
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = local.key_arns
        Condition = merge(local.ours, { StringLike = { "kms:ViaService" = ["lambda.*.amazonaws.com", "s3.*.amazonaws.com", "secretsmanager.*.amazonaws.com"] } })
      },
    ]

    deploy-operations = [
      {
        Sid      = "States"
        Effect   = "Allow"
        Action   = ["s3:GetBucketLocation", "s3:GetObject", "s3:ListBucket", "s3:PutObject"]
        Resource = [local.state_arn, "${local.state_arn}/*"]
      },
      {
        # A lock goes when it is let go; a state never.
        Sid      = "UnlockStates"
        Effect   = "Allow"
        Action   = ["s3:DeleteObject"]
        Resource = "${local.state_arn}/*.tflock"
      },
      {
        Sid    = "Logs"
        Effect = "Allow"
        Action = [
          "logs:AssociateKmsKey", "logs:CreateLogGroup", "logs:DeleteLogGroup", "logs:DeleteMetricFilter", "logs:DeleteRetentionPolicy", "logs:DeleteSubscriptionFilter",
          "logs:DisassociateKmsKey", "logs:PutMetricFilter", "logs:PutRetentionPolicy", "logs:PutSubscriptionFilter", "logs:TagResource", "logs:UntagResource",
        ]
        Resource = local.log_group_arns
      },
      {
        # WAF, ElastiCache and flow logs are delivered through it.
        Sid      = "LogDelivery"
        Effect   = "Allow"
        Action   = ["logs:CreateLogDelivery", "logs:DeleteLogDelivery", "logs:DeleteResourcePolicy", "logs:GetLogDelivery", "logs:ListLogDeliveries", "logs:PutResourcePolicy", "logs:UpdateLogDelivery"]
        Resource = "*" # These actions know no resource.
      },
      {
        Sid      = "Alarms"
        Effect   = "Allow"
        Action   = ["cloudwatch:DeleteAlarms", "cloudwatch:DeleteDashboards", "cloudwatch:PutCompositeAlarm", "cloudwatch:PutDashboard", "cloudwatch:PutMetricAlarm", "cloudwatch:TagResource", "cloudwatch:UntagResource"]
        Resource = ["arn:${local.partition}:cloudwatch:*:${local.account}:alarm:${var.name}-*", "arn:${local.partition}:cloudwatch::${local.account}:dashboard/${var.name}-*"]
      },
      {
        Sid    = "Topics"
        Effect = "Allow"
        Action = [
          "sns:CreateTopic", "sns:DeleteTopic", "sns:SetSubscriptionAttributes", "sns:SetTopicAttributes", "sns:Subscribe", "sns:TagResource", "sns:Unsubscribe", "sns:UntagResource",
        ]
        Resource = local.topic_arns
      },
      {
        Sid    = "Events"
        Effect = "Allow"
        Action = [
          "events:DeleteRule", "events:DisableRule", "events:EnableRule", "events:PutRule", "events:PutTargets", "events:RemoveTargets", "events:TagResource", "events:UntagResource",
          "scheduler:CreateSchedule", "scheduler:DeleteSchedule", "scheduler:UpdateSchedule",
        ]
        Resource = local.event_arns
      },
      {
        Sid      = "Budgets"
        Effect   = "Allow"
        Action   = ["budgets:ModifyBudget", "budgets:TagResource", "budgets:UntagResource"]
        Resource = local.budget_arns
      },
      {
        Sid    = "Backups"
        Effect = "Allow"
        Action = [
          "backup:CreateBackupPlan", "backup:CreateBackupSelection", "backup:CreateBackupVault", "backup:DeleteBackupPlan", "backup:DeleteBackupSelection",
          "backup:PutBackupVaultAccessPolicy", "backup:PutBackupVaultLockConfiguration", "backup:PutBackupVaultNotifications", "backup:StartBackupJob", "backup:StartCopyJob",
          "backup:TagResource", "backup:UntagResource", "backup:UpdateBackupPlan",
        ]
        Resource = concat(local.backup_arns, ["${local.rds}:db:${var.name}-*", "${local.rds}:snapshot:awsbackup:*"])
      },
      {
        Sid      = "BackupSettings"
        Effect   = "Allow"
        Action   = ["backup:UpdateRegionSettings", "backup-storage:MountCapsule"]
        Resource = "*" # These actions know no resource; the second is how a vault with a key is made.
      },
    ]

    deploy-access = [
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
        Sid      = "TheAccountsStateIsTheAdministrators"
        Effect   = "Deny"
        Action   = ["s3:DeleteObject", "s3:PutObject"]
        Resource = "${local.state_arn}/account.*"
      },
    ]
  }

  ec2_kinds = [
    "elastic-ip", "internet-gateway", "natgateway", "route-table", "security-group", "security-group-rule", "subnet", "vpc", "vpc-endpoint", "vpc-flow-log",
  ]
  certificate_arn = "arn:${local.partition}:acm:*:${local.account}:certificate/*"
  role_arns       = ["arn:${local.partition}:iam::${local.account}:role/${var.name}-*"]
  own_role_arns   = [for name in ["github-*", "delivery*"] : "arn:${local.partition}:iam::${local.account}:role/${var.name}-${name}"]
}
