# Besides what it shares with a drill, and in both regions: freezing the one, bringing what was written in the other home.
locals {
  failover_statements = {
    failover-data    = local.recovering_data["failover"]
    failover-service = local.recovering_service["failover"]

    failover-home = concat([
      {
        # Nobody writes while the data move, and one-off tasks look at them.
        Sid      = "FreezeAndThaw"
        Effect   = "Allow"
        Action   = ["ecs:RunTask", "ecs:StopTask", "ecs:UpdateService"]
        Resource = [for kind in ["service", "task", "task-definition"] : "${local.ecs}:${kind}/${var.name}-*"]
      },
      {
        # Or scaling would start again what was stopped.
        Sid       = "Scaling"
        Effect    = "Allow"
        Action    = ["application-autoscaling:RegisterScalableTarget"]
        Resource  = local.scaling_arns
        Condition = { StringEqualsIfExists = { "application-autoscaling:service-namespace" = "ecs" } }
      },
      {
        Sid       = "PassTheTasksRolesInBothRegions"
        Effect    = "Allow"
        Action    = ["iam:PassRole"]
        Resource  = [for role in ["execution", "task"] : "arn:${local.partition}:iam::${local.account}:role/${var.name}-*-${role}"]
        Condition = { StringEquals = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } }
      },
      {
        Sid      = "BackUpAndCopy"
        Effect   = "Allow"
        Action   = ["backup:StartBackupJob", "backup:StartCopyJob", "backup:TagResource"]
        Resource = ["${local.backup}:backup-vault:${var.name}-*", "${local.rds}:db:${var.name}-*", "${local.rds}:snapshot:awsbackup:*"]
      },
      {
        Sid       = "PassTheBackupRole"
        Effect    = "Allow"
        Action    = ["iam:PassRole"]
        Resource  = "arn:${local.partition}:iam::${local.account}:role/${var.name}-*-backup"
        Condition = { StringEquals = { "iam:PassedToService" = "backup.amazonaws.com" } }
      },
      {
        Sid       = "SignManifests"
        Effect    = "Allow"
        Action    = ["kms:Sign", "kms:Verify"]
        Resource  = local.key_arns
        Condition = { "ForAnyValue:StringLike" = { "kms:ResourceAliases" = "alias/${var.name}-*-backup-manifests" } }
      },
      {
        Sid      = "States"
        Effect   = "Allow"
        Action   = ["s3:GetBucketLocation", "s3:GetObject", "s3:ListBucket", "s3:ListBucketVersions", "s3:PutObject"]
        Resource = flatten([for arn in local.state_arns : [arn, "${arn}/*"]])
      },
      {
        # A failover's own state and journal go with it, and of what a failback carries every version; a lock when it is let
        # go, the note of a backup when that is done. Manifests of backups and states of what stands never.
        Sid      = "RemoveItsOwn"
        Effect   = "Allow"
        Action   = ["s3:DeleteObject"]
        Resource = flatten([for arn in local.state_arns : ["${arn}/*.tflock", "${arn}/*failover*", "${arn}/failbacks/*", "${arn}/backups/*/unfinished.json"]])
      },
      {
        Sid      = "RemoveWhatWasCarried"
        Effect   = "Allow"
        Action   = ["s3:DeleteObjectVersion"]
        Resource = [for arn in local.state_arns : "${arn}/failbacks/*"]
      },
      {
        # What home holds is kept before it is replaced.
        Sid      = "KeepWhatHomeHolds"
        Effect   = "Allow"
        Action   = ["rds:CreateDBSnapshot"]
        Resource = ["${local.rds}:db:${var.name}-*", "${local.rds}:snapshot:${var.name}-*-before-failback-*"]
      },
      {
        Sid      = "NameWhatIsKept"
        Effect   = "Allow"
        Action   = ["rds:AddTagsToResource"]
        Resource = "${local.rds}:snapshot:${var.name}-*-before-failback-*"
      },
      {
        Sid      = "TheAccountsStateIsTheAdministrators"
        Effect   = "Deny"
        Action   = ["s3:DeleteObject", "s3:PutObject"]
        Resource = [for arn in local.state_arns : "${arn}/account.*"]
      },
      local.key_of_the_states,
      ], [for zones in [var.hosted_zone_ids] : {
        Sid      = "Records"
        Effect   = "Allow"
        Action   = ["route53:ChangeResourceRecordSets"]
        Resource = [for zone in zones : "arn:${local.partition}:route53:::hostedzone/${zone}"]
    } if length(zones) > 0])
  }
}
