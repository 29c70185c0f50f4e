# What Terraform reads to refresh its state, and what the pipeline asks after. No secret's value is among it.
locals {
  read_statements = {
    read-network = [
      {
        Sid    = "AwsKnowsNoResourceOfThese"
        Effect = "Allow"
        Action = [
          "application-autoscaling:DescribeScalableTargets",
          "application-autoscaling:DescribeScalingActivities",
          "application-autoscaling:DescribeScalingPolicies",
          "application-autoscaling:DescribeScheduledActions",
          "acm:ListCertificates",
          "ec2:DescribeAddresses",
          "ec2:DescribeAddressesAttribute",
          "ec2:DescribeAvailabilityZones",
          "ec2:DescribeFlowLogs",
          "ec2:DescribeInternetGateways",
          "ec2:DescribeManagedPrefixLists",
          "ec2:DescribeNatGateways",
          "ec2:DescribeNetworkAcls",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribePrefixLists",
          "ec2:DescribeRouteTables",
          "ec2:DescribeSecurityGroupRules",
          "ec2:DescribeSecurityGroups",
          "ec2:DescribeSubnets",
          "ec2:DescribeTags",
          "ec2:DescribeVpcEndpoints",
          "ec2:DescribeVpcEndpointServices",
          "ec2:DescribeVpcs",
          "ecr:DescribeRegistry",
          "ecr:GetRegistryScanningConfiguration",
          "codedeploy:BatchGetDeploymentTargets",
          "codedeploy:GetDeploymentTarget",
          "codedeploy:ListDeploymentTargets",
          "ecs:DescribeTaskDefinition",
          "ecs:ListServices",
          "ecs:ListTaskDefinitions",
          "elasticloadbalancing:DescribeAccountLimits",
          "elasticloadbalancing:DescribeCapacityReservation",
          "elasticloadbalancing:DescribeListenerAttributes",
          "elasticloadbalancing:DescribeListenerCertificates",
          "elasticloadbalancing:DescribeListeners",
          "elasticloadbalancing:DescribeLoadBalancerAttributes",
          "elasticloadbalancing:DescribeLoadBalancers",
          "elasticloadbalancing:DescribeRules",
          "elasticloadbalancing:DescribeSSLPolicies",
          "elasticloadbalancing:DescribeTags",
          "elasticloadbalancing:DescribeTargetGroupAttributes",
          "elasticloadbalancing:DescribeTargetGroups",
          "elasticloadbalancing:DescribeTargetHealth",
          "elasticloadbalancing:DescribeWebACLAssociation",
          "lambda:GetAccountSettings",
          "route53:GetChange",
          "route53:ListHostedZones",
          "route53:ListHostedZonesByName",
          "wafv2:ListWebACLs",
        ]
        Resource = "*"
      },
      {
        Sid    = "Vpc"
        Effect = "Allow"
        Action = ["ec2:DescribeVpcAttribute", "ec2:GetManagedPrefixListEntries"]
        # AWS's own prefix lists are nobody's.
        Resource = [local.ec2_all, "arn:${local.partition}:ec2:*:aws:prefix-list/*"]
      },
      {
        Sid      = "Certificates"
        Effect   = "Allow"
        Action   = ["acm:DescribeCertificate", "acm:GetCertificate", "acm:ListTagsForCertificate"]
        Resource = "arn:${local.partition}:acm:*:${local.account}:certificate/*"
      },
      {
        Sid    = "Zones"
        Effect = "Allow"
        Action = ["route53:GetHealthCheck", "route53:GetHealthCheckStatus", "route53:GetHostedZone", "route53:ListResourceRecordSets", "route53:ListTagsForResource"]
        Resource = [
          "arn:${local.partition}:route53:::hostedzone/*",
          "arn:${local.partition}:route53:::healthcheck/*",
        ]
      },
      {
        Sid      = "Firewall"
        Effect   = "Allow"
        Action   = ["wafv2:GetLoggingConfiguration", "wafv2:GetWebACL", "wafv2:GetWebACLForResource", "wafv2:GetIPSet", "wafv2:ListTagsForResource", "elasticloadbalancing:GetLoadBalancerWebACL"]
        Resource = concat(local.waf_arns, local.load_balancer_arns)
      },
      {
        Sid      = "Registry"
        Effect   = "Allow"
        Action   = ["ecr:BatchGetImage", "ecr:DescribeImageReplicationStatus", "ecr:DescribeImages", "ecr:DescribeImageScanFindings", "ecr:GetLifecyclePolicy", "ecr:GetRepositoryPolicy", "ecr:ListImages", "ecr:ListTagsForResource"]
        Resource = local.repository_arns
      },
      {
        Sid      = "NamesOfRepositories"
        Effect   = "Allow"
        Action   = ["ecr:DescribeRepositories"]
        Resource = "arn:${local.partition}:ecr:*:${local.account}:repository/*"
      },
      {
        Sid      = "Service"
        Effect   = "Allow"
        Action   = ["ecs:DescribeClusters", "ecs:DescribeServices", "ecs:DescribeTasks", "ecs:DescribeTaskSets", "ecs:ListTagsForResource"]
        Resource = local.ecs_arns
      },
      {
        Sid      = "ListTasksOfTheCluster"
        Effect   = "Allow"
        Action   = ["ecs:ListTasks"]
        Resource = "*" # Tasks of no particular container instance: only the key below says of which cluster.
        Condition = {
          ArnLike = { "ecs:cluster" = "arn:${local.partition}:ecs:*:${local.account}:cluster/${var.name}-*" }
        }
      },
      {
        Sid      = "Deployments"
        Effect   = "Allow"
        Action   = ["codedeploy:GetApplication", "codedeploy:GetDeployment", "codedeploy:GetDeploymentConfig", "codedeploy:GetDeploymentGroup", "codedeploy:ListDeploymentGroups", "codedeploy:ListDeployments", "codedeploy:ListTagsForResource"]
        Resource = local.codedeploy_arns
      },
      {
        Sid      = "Functions"
        Effect   = "Allow"
        Action   = ["lambda:GetAlias", "lambda:GetFunction", "lambda:GetFunctionCodeSigningConfig", "lambda:GetFunctionConfiguration", "lambda:GetFunctionEventInvokeConfig", "lambda:GetPolicy", "lambda:ListTags", "lambda:ListVersionsByFunction"]
        Resource = local.function_arns
      },
      {
        Sid      = "Scaling"
        Effect   = "Allow"
        Action   = ["application-autoscaling:ListTagsForResource"]
        Resource = local.scaling_arns
      },
    ]

    read-data = [
      {
        Sid    = "AwsKnowsNoResourceOfThese"
        Effect = "Allow"
        Action = [
          "backup:DescribeGlobalSettings",
          "backup:DescribeRegionSettings",
          "elasticache:DescribeCacheEngineVersions",
          "elasticache:DescribeEngineDefaultParameters",
          "kms:ListAliases",
          "logs:DescribeLogGroups",
          "logs:DescribeResourcePolicies",
          "rds:DescribeAccountAttributes",
          "rds:DescribeCertificates",
          "rds:DescribeDBEngineVersions",
          "rds:DescribeEventCategories",
          "rds:DescribeEvents",
          "rds:DescribeOrderableDBInstanceOptions",
          "secretsmanager:GetRandomPassword",
          "secretsmanager:ListSecrets",
          "sns:GetSubscriptionAttributes",
        ]
        Resource = "*"
      },
      {
        Sid    = "Database"
        Effect = "Allow"
        Action = [
          "rds:DescribeDBInstanceAutomatedBackups", "rds:DescribeDBInstances", "rds:DescribeDBLogFiles", "rds:DescribeDBParameterGroups", "rds:DescribeDBParameters",
          "rds:DescribeDBSnapshotAttributes", "rds:DescribeDBSnapshots", "rds:DescribeDBSubnetGroups", "rds:DescribeEventSubscriptions",
          "rds:DescribeOptionGroups", "rds:DescribePendingMaintenanceActions", "rds:ListTagsForResource",
        ]
        Resource = "arn:${local.partition}:rds:*:${local.account}:*"
      },
      {
        Sid    = "Cache"
        Effect = "Allow"
        Action = [
          "elasticache:DescribeCacheClusters", "elasticache:DescribeCacheParameterGroups", "elasticache:DescribeCacheParameters", "elasticache:DescribeCacheSubnetGroups",
          "elasticache:DescribeReplicationGroups", "elasticache:DescribeUserGroups", "elasticache:DescribeUsers", "elasticache:ListTagsForResource",
        ]
        Resource = "arn:${local.partition}:elasticache:*:${local.account}:*"
      },
      {
        Sid      = "SecretsWithoutTheirValues"
        Effect   = "Allow"
        Action   = ["secretsmanager:DescribeSecret", "secretsmanager:GetResourcePolicy", "secretsmanager:ListSecretVersionIds"]
        Resource = concat(local.secret_arns, local.rds_secret_arns)
      },
      {
        Sid      = "Keys"
        Effect   = "Allow"
        Action   = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListGrants", "kms:ListResourceTags"]
        Resource = local.key_arns
      },
      {
        Sid      = "Logs"
        Effect   = "Allow"
        Action   = ["logs:DescribeLogStreams", "logs:DescribeMetricFilters", "logs:DescribeSubscriptionFilters", "logs:FilterLogEvents", "logs:GetLogEvents", "logs:ListTagsForResource"]
        Resource = local.log_group_arns
      },
      {
        Sid      = "Alarms"
        Effect   = "Allow"
        Action   = ["cloudwatch:DescribeAlarms", "cloudwatch:GetDashboard", "cloudwatch:ListTagsForResource"]
        Resource = ["arn:${local.partition}:cloudwatch:*:${local.account}:alarm:*", "arn:${local.partition}:cloudwatch::${local.account}:dashboard/${var.name}-*"]
      },
      {
        Sid      = "Topics"
        Effect   = "Allow"
        Action   = ["sns:GetTopicAttributes", "sns:ListSubscriptionsByTopic", "sns:ListTagsForResource"]
        Resource = local.topic_arns
      },
      {
        Sid      = "Events"
        Effect   = "Allow"
        Action   = ["events:DescribeRule", "events:ListTagsForResource", "events:ListTargetsByRule", "scheduler:GetSchedule"]
        Resource = local.event_arns
      },
      {
        Sid      = "Budgets"
        Effect   = "Allow"
        Action   = ["budgets:ListTagsForResource", "budgets:ViewBudget"]
        Resource = local.budget_arns
      },
      {
        Sid    = "Backups"
        Effect = "Allow"
        Action = [
          "backup:DescribeBackupVault", "backup:DescribeRecoveryPoint", "backup:GetBackupPlan", "backup:GetBackupSelection",
          "backup:GetBackupVaultAccessPolicy", "backup:GetBackupVaultNotifications", "backup:GetRecoveryPointRestoreMetadata",
          "backup:GetRestoreTestingPlan", "backup:GetRestoreTestingSelection", "backup:ListBackupSelections", "backup:ListRecoveryPointsByBackupVault", "backup:ListTags",
        ]
        Resource = concat(local.backup_arns, ["arn:${local.partition}:rds:*:${local.account}:snapshot:awsbackup:*"])
      },
      {
        Sid      = "BackupJobs" # AWS knows no resource of these.
        Effect   = "Allow"
        Action   = ["backup:DescribeBackupJob", "backup:DescribeCopyJob", "backup:DescribeRestoreJob", "backup:ListBackupJobs", "backup:ListCopyJobs", "backup:ListRestoreJobs"]
        Resource = "*"
      },
      {
        Sid    = "Roles"
        Effect = "Allow"
        Action = [
          "iam:GetPolicy", "iam:GetPolicyVersion", "iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListInstanceProfilesForRole",
          "iam:ListPolicyVersions", "iam:ListRolePolicies", "iam:ListRoleTags",
        ]
        Resource = ["arn:${local.partition}:iam::${local.account}:role/${var.name}-*", "arn:${local.partition}:iam::${local.account}:policy/${var.name}-*"]
      },
    ]

    plan = concat([
      {
        Sid      = "ReadStates"
        Effect   = "Allow"
        Action   = ["s3:GetBucketLocation", "s3:GetObject", "s3:ListBucket"]
        Resource = flatten([for arn in local.state_arns : [arn, "${arn}/*"]])
      },
      {
        Sid      = "LockStates"
        Effect   = "Allow"
        Action   = ["s3:DeleteObject", "s3:PutObject"]
        Resource = [for arn in local.state_arns : "${arn}/*.tflock"]
      },
      local.key_of_the_states,
      ], flatten([for secrets in var.plan_reads_secrets ? [["application", "database"]] : [] : [
        {
          Sid      = "SecretsThatAPlanOpens"
          Effect   = "Allow"
          Action   = ["secretsmanager:GetSecretValue"]
          Resource = [for secret in secrets : "arn:${local.partition}:secretsmanager:*:${local.account}:secret:${var.name}-*/${secret}-*"]
        },
        {
          Sid       = "KeyOfTheSecrets"
          Effect    = "Allow"
          Action    = ["kms:Decrypt"]
          Resource  = local.key_arns
          Condition = { StringLike = { "kms:ViaService" = "secretsmanager.*.amazonaws.com" }, StringEquals = local.ours.StringEquals }
        },
    ]]))

    regions = [
      {
        Sid    = "NowhereElse"
        Effect = "Deny"
        # Of these AWS counts every request as made in one region of its own.
        NotAction = ["budgets:*", "iam:*", "route53:*", "sts:*"]
        Resource  = "*"
        Condition = { StringNotEquals = { "aws:RequestedRegion" = [var.primary_region, var.disaster_recovery_region] } }
      },
    ]
  }

  key_of_the_states = {
    Sid       = "KeyOfTheStates"
    Effect    = "Allow"
    Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
    Resource  = local.key_arns
    Condition = { StringLike = { "kms:ViaService" = "s3.*.amazonaws.com" }, StringEquals = local.ours.StringEquals }
  }

  state_arn  = "arn:${local.partition}:s3:::${var.state_bucket}"
  state_arns = [for bucket in compact([var.state_bucket, var.disaster_recovery_state_bucket]) : "arn:${local.partition}:s3:::${bucket}"]

  ec2                = "arn:${local.partition}:ec2:*:${local.account}"
  ec2_all            = "${local.ec2}:*"
  load_balancer      = "arn:${local.partition}:elasticloadbalancing:*:${local.account}"
  load_balancer_arns = ["${local.load_balancer}:loadbalancer/app/${var.name}-*", "${local.load_balancer}:targetgroup/${var.name}-*", "${local.load_balancer}:listener/app/${var.name}-*", "${local.load_balancer}:listener-rule/app/${var.name}-*"]
  waf_arns           = ["arn:${local.partition}:wafv2:*:${local.account}:regional/*/${var.name}-*"]
  repository_arns    = ["arn:${local.partition}:ecr:*:${local.account}:repository/${var.name}-*"]
  ecs                = "arn:${local.partition}:ecs:*:${local.account}"
  ecs_arns           = [for kind in ["cluster", "service", "task", "task-set", "task-definition"] : "${local.ecs}:${kind}/${var.name}-*"]
  codedeploy_arns    = [for kind in ["application", "deploymentgroup", "deploymentconfig"] : "arn:${local.partition}:codedeploy:*:${local.account}:${kind}:${kind == "deploymentconfig" ? "*" : "${var.name}-*"}"]
  function_arns      = ["arn:${local.partition}:lambda:*:${local.account}:function:${var.name}-*"]
  scaling_arns       = ["arn:${local.partition}:application-autoscaling:*:${local.account}:scalable-target/*"]
  rds                = "arn:${local.partition}:rds:*:${local.account}"
  secret_arns        = ["arn:${local.partition}:secretsmanager:*:${local.account}:secret:${var.name}-*", "arn:${local.partition}:secretsmanager:*:${local.account}:secret:${var.name}/*"]
  rds_secret_arns    = ["arn:${local.partition}:secretsmanager:*:${local.account}:secret:rds!db-*"]
  key_arns           = ["arn:${local.partition}:kms:*:${local.account}:key/*"]
  log_group_arns     = ["arn:${local.partition}:logs:*:${local.account}:log-group:*${var.name}-*"]
  topic_arns         = ["arn:${local.partition}:sns:*:${local.account}:${var.name}-*"]
  event_arns         = ["arn:${local.partition}:events:*:${local.account}:rule/${var.name}-*", "arn:${local.partition}:scheduler:*:${local.account}:schedule/*/${var.name}-*"]
  budget_arns        = ["arn:${local.partition}:budgets::${local.account}:budget/${var.name}-*"]
  backup             = "arn:${local.partition}:backup:*:${local.account}"
  backup_arns        = ["${local.backup}:backup-vault:${var.name}-*", "${local.backup}:backup-plan:*", "${local.backup}:restore-testing-plan:${replace(var.name, "-", "_")}_*"]
}
