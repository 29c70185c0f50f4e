locals {
  bad_ends = ["ABORTED", "EXPIRED", "FAILED", "PARTIAL"]

  # One rule a kind of job: each names its vault differently.
  bad_jobs = {
    backup = {
      "detail-type" = ["Backup Job State Change"]
      detail        = { state = local.bad_ends, backupVaultName = [aws_backup_vault.this.name] }
    }
    copy = {
      "detail-type" = ["Copy Job State Change"]
      detail = {
        state = local.bad_ends
        "$or" = [{ sourceBackupVaultArn = [aws_backup_vault.this.arn] }, { destinationBackupVaultArn = [aws_backup_vault.this.arn] }]
      }
    }
    restore = {
      "detail-type" = ["Restore Job State Change"]
      # AWS's example of the event has no vault in it, but the role: https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
      detail = {
        status = local.bad_ends
        "$or"  = [{ backupVaultArn = [aws_backup_vault.this.arn] }, { iamRoleArn = [{ prefix = "arn:${local.partition}:iam::${local.account}:role/${var.name}-" }] }]
      }
    }
  }
}

resource "aws_sns_topic" "this" {
  count = var.notification_topic_arn == null ? 1 : 0

  name              = "${var.name}-backup"
  kms_master_key_id = aws_kms_key.this.arn
}

data "aws_iam_policy_document" "topic" {
  count = var.notification_topic_arn == null ? 1 : 0

  statement {
    sid       = "Notifications"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.this[0].arn]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account]
    }
  }
}

resource "aws_sns_topic_policy" "this" {
  count = var.notification_topic_arn == null ? 1 : 0

  arn    = aws_sns_topic.this[0].arn
  policy = data.aws_iam_policy_document.topic[0].json
}

resource "aws_sns_topic_subscription" "email" {
  for_each = toset(var.notification_topic_arn == null ? var.notification_emails : [])

  topic_arn = aws_sns_topic.this[0].arn
  protocol  = "email"
  endpoint  = each.key
}

resource "aws_cloudwatch_event_rule" "bad_jobs" {
  for_each = local.bad_jobs

  name          = "${var.name}-${each.key}-job-failed"
  description   = "A ${each.key} job of the vault ${var.name} failed, expired, was aborted or is partial"
  event_pattern = jsonencode(merge({ source = ["aws.backup"] }, each.value))
}

resource "aws_cloudwatch_event_target" "bad_jobs" {
  for_each = local.bad_jobs

  rule = aws_cloudwatch_event_rule.bad_jobs[each.key].name
  arn  = local.topic_arn
}
