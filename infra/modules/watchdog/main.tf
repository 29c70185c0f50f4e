data "aws_caller_identity" "current" {}

locals {
  # The pipeline counts what has gone well (Heartbeat). Seven days are the longest that an alarm looks back.
  beats = {
    backups-verified = { metric = "BackupsVerified", days = var.backups_verified_days, says = "The backups of ${var.environment} were not found well for ${var.backups_verified_days} days: nobody looks, or they are not. ./build.sh VerifyBackups says which." }
    drill-passed     = { metric = "DrillPassed", days = var.drill_passed_days, says = "No disaster-recovery drill of ${var.environment} has passed for ${var.drill_passed_days} days: none was run, or it failed. ./build.sh DrDrill." }
  }
}

# A schedule that nobody runs fails nowhere: silence is the alarm.
resource "aws_cloudwatch_metric_alarm" "silence" {
  for_each = local.beats

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.says
  namespace           = "Notejam/Delivery"
  metric_name         = each.value.metric
  dimensions          = { Environment = var.environment }
  statistic           = "Sum"
  period              = 86400
  evaluation_periods  = each.value.days
  datapoints_to_alarm = each.value.days
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  treat_missing_data  = "breaching"
  alarm_actions       = [aws_sns_topic.this.arn]
  ok_actions          = [aws_sns_topic.this.arn]
}

resource "aws_sns_topic" "this" {
  name              = "${var.name}-watchdog"
  display_name      = "Watchdog of ${var.name}"
  kms_master_key_id = var.kms_key_arn
}

data "aws_iam_policy_document" "this" {
  statement {
    sid       = "Alarms"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.this.arn]

    principals {
      type        = "Service"
      identifiers = ["cloudwatch.amazonaws.com"]
    }

    # CloudWatch works for everyone: only what it does for this account counts.
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

resource "aws_sns_topic_policy" "this" {
  arn    = aws_sns_topic.this.arn
  policy = data.aws_iam_policy_document.this.json
}

# Each address gets a mail to confirm; until then it hears nothing.
resource "aws_sns_topic_subscription" "email" {
  for_each = toset(var.emails)

  topic_arn = aws_sns_topic.this.arn
  protocol  = "email"
  endpoint  = each.key
}
