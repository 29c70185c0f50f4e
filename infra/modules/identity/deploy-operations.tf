# Alarms, dashboards, budgets, backups.
locals {
  deploy_operations = concat([
    {
      Sid      = "States"
      Effect   = "Allow"
      Action   = ["s3:GetBucketLocation", "s3:GetObject", "s3:ListBucket", "s3:PutObject"]
      Resource = flatten([for arn in local.state_arns : [arn, "${arn}/*"]])
    },
    {
      # A lock goes when it is let go, the note of a backup when that is done; a state never.
      Sid      = "UnlockStates"
      Effect   = "Allow"
      Action   = ["s3:DeleteObject"]
      Resource = flatten([for arn in local.state_arns : ["${arn}/*.tflock", "${arn}/backups/*/unfinished.json"]])
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
        "sns:CreateTopic", "sns:DeleteTopic", "sns:SetTopicAttributes", "sns:Subscribe", "sns:TagResource", "sns:UntagResource",
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
      # The second is how a vault with a key is made; SNS does not always ask about the topic.
      Sid      = "AwsKnowsNoResourceOfThese"
      Effect   = "Allow"
      Action   = ["backup:UpdateRegionSettings", "backup-storage:MountCapsule", "sns:SetSubscriptionAttributes", "sns:Unsubscribe"]
      Resource = "*"
    },
    {
      Sid       = "SayThatBackupsAreWell"
      Effect    = "Allow"
      Action    = ["cloudwatch:PutMetricData"]
      Resource  = "*" # The action knows no resource.
      Condition = { StringEquals = { "cloudwatch:namespace" = "Notejam/Delivery" } }
    },
    ], [for bucket in var.disaster_recovery_state_bucket[*] : {
      # The first delivery with a second region makes the place of its states; that of home is an administrator's.
      Sid    = "TheOtherRegionsBucket"
      Effect = "Allow"
      Action = concat(
        [for part in ["Acl", "CORS", "Logging", "ObjectLockConfiguration", "OwnershipControls", "Policy", "PublicAccessBlock", "RequestPayment", "Tagging", "Versioning", "Website"] : "s3:GetBucket${part}"],
        [for part in ["AccelerateConfiguration", "EncryptionConfiguration", "LifecycleConfiguration", "ReplicationConfiguration"] : "s3:Get${part}"],
        [for part in ["OwnershipControls", "Policy", "PublicAccessBlock", "Tagging", "Versioning"] : "s3:PutBucket${part}"],
        ["s3:CreateBucket", "s3:PutEncryptionConfiguration", "s3:PutLifecycleConfiguration"],
      )
      Resource = "arn:${local.partition}:s3:::${bucket}"
  }])
}
