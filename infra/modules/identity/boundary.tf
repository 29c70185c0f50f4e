# The most that a role of Notejam may do, whoever wrote its policies: nothing of IAM, nothing outside of Notejam's names.
locals {
  boundary_statements = [
    {
      Sid    = "RunTasks"
      Effect = "Allow"
      Action = [
        "ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecs:CreateTaskSet", "ecs:DeleteTaskSet", "ecs:DescribeServices", "ecs:DescribeTasks",
        "ecs:RunTask", "ecs:UpdateService", "ecs:UpdateServicePrimaryTaskSet", "elasticloadbalancing:ModifyListener", "elasticloadbalancing:ModifyRule", "lambda:InvokeFunction",
        "codedeploy:CreateDeployment", "codedeploy:GetApplicationRevision", "codedeploy:GetDeployment", "codedeploy:GetDeploymentConfig", "codedeploy:ListDeployments",
        "codedeploy:RegisterApplicationRevision", "codepipeline:StartPipelineExecution",
      ]
      Resource = concat(local.repository_arns, local.ecs_arns, local.load_balancer_arns, local.function_arns, local.codedeploy_arns, ["arn:${local.partition}:codepipeline:*:${local.account}:${var.name}-*"])
    },
    {
      Sid    = "Secrets"
      Effect = "Allow"
      Action = [
        "secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue", "secretsmanager:UpdateSecretVersionStage",
      ]
      Resource = concat(local.secret_arns, local.rds_secret_arns)
    },
    {
      Sid      = "TokenOfTheCache"
      Effect   = "Allow"
      Action   = ["elasticache:DescribeReplicationGroups", "elasticache:ModifyReplicationGroup"]
      Resource = "arn:${local.partition}:elasticache:*:${local.account}:replicationgroup:${var.name}-*"
    },
    {
      Sid      = "Logs"
      Effect   = "Allow"
      Action   = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:GetLogEvents", "logs:PutLogEvents", "logs:PutRetentionPolicy"]
      Resource = concat(local.log_group_arns, ["arn:${local.partition}:logs:*:${local.account}:log-group:RDSOSMetrics*"])
    },
    {
      Sid      = "Notify"
      Effect   = "Allow"
      Action   = ["events:PutEvents", "sns:Publish", "sqs:SendMessage"]
      Resource = concat(local.topic_arns, ["arn:${local.partition}:events:*:${local.account}:event-bus/default", "arn:${local.partition}:sqs:*:${local.account}:${var.name}-*"])
    },
    {
      Sid      = "Keys"
      Effect   = "Allow"
      Action   = ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptFrom", "kms:ReEncryptTo"]
      Resource = local.key_arns
    },
    {
      Sid    = "BackUpAndRestore"
      Effect = "Allow"
      Action = [
        "backup:CopyFromBackupVault", "backup:CopyIntoBackupVault", "backup:DescribeBackupVault", "rds:AddTagsToResource", "rds:CopyDBSnapshot", "rds:CreateDBSnapshot",
        "rds:DeleteDBSnapshot", "rds:ListTagsForResource", "rds:ModifyDBInstance",
        "rds:RestoreDBInstanceFromDBSnapshot", "rds:RestoreDBInstanceToPointInTime",
      ]
      Resource = concat(["${local.backup}:backup-vault:${var.name}-*"], [
        for kind in ["db:${var.name}-*", "db:awsbackup-restore-test-*", "snapshot:awsbackup:*", "subgrp:${var.name}-*", "pg:*", "og:*"] : "${local.rds}:${kind}"
      ])
    },
    {
      Sid      = "SeeDatabases"
      Effect   = "Allow"
      Action   = ["rds:DescribeDBInstanceAutomatedBackups", "rds:DescribeDBInstances", "rds:DescribeDBSnapshots"]
      Resource = "${local.rds}:*"
    },
    {
      Sid    = "AwsKnowsNoResourceOfThese"
      Effect = "Allow"
      Action = [
        "cloudwatch:DescribeAlarms", "codedeploy:PutLifecycleEventHookExecutionStatus", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs",
        "ecr:GetAuthorizationToken", "ecs:DescribeTaskDefinition", "elasticloadbalancing:DescribeListeners", "elasticloadbalancing:DescribeRules", "elasticloadbalancing:DescribeTargetGroups",
        "elasticloadbalancing:DescribeTargetHealth", "logs:DescribeLogGroups", "logs:DescribeLogStreams", "secretsmanager:GetRandomPassword", "tag:GetResources", "xray:PutTelemetryRecords", "xray:PutTraceSegments",
      ]
      Resource = "*"
    },
    {
      Sid       = "TasksRolesForTasks"
      Effect    = "Allow"
      Action    = ["iam:PassRole"]
      Resource  = [for role in ["execution", "task"] : "arn:${local.partition}:iam::${local.account}:role/${var.name}-*-${role}"]
      Condition = { StringEquals = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } }
    },
  ]

  boundary = jsonencode({ Version = "2012-10-17", Statement = local.boundary_statements })
}

resource "aws_iam_policy" "boundary" {
  name        = "${var.name}-boundary"
  description = "The most that a role of ${var.name} may do"
  policy      = local.boundary

  lifecycle {
    precondition {
      condition     = length(local.boundary) <= 6144
      error_message = "The boundary has ${length(local.boundary)} characters, IAM takes 6144."
    }
  }
}
