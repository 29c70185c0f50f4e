# Enhanced monitoring: the operating system's own figures, which RDS writes to the account's log group RDSOSMetrics.

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  partition = data.aws_partition.current.partition
  # RDS names it for the account and region: all instances write into this one.
  log_group = "arn:${local.partition}:logs:${local.scope}:log-group:RDSOSMetrics"

  scope = "${data.aws_region.current.name}:${data.aws_caller_identity.current.account_id}"
}

data "aws_iam_policy_document" "monitoring_assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["monitoring.rds.amazonaws.com"]
    }

    # Only for this instance, whoever asks RDS.
    condition {
      test     = "StringEquals"
      variable = "aws:SourceArn"
      values   = ["arn:${local.partition}:rds:${local.scope}:db:${var.name}"]
    }
  }
}

data "aws_iam_policy_document" "monitoring" {
  statement {
    sid       = "PrepareLogGroup"
    actions   = ["logs:CreateLogGroup", "logs:PutRetentionPolicy"]
    resources = ["${local.log_group}", "${local.log_group}:*"]
  }

  statement {
    sid       = "WriteMeasurements"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams", "logs:GetLogEvents"]
    resources = ["${local.log_group}:log-stream:*"]
  }
}

resource "aws_iam_role" "monitoring" {
  count = var.monitoring_interval_seconds > 0 ? 1 : 0

  # IAM is one for all regions.
  name               = "${var.name}-${data.aws_region.current.name}-database-monitoring"
  description        = "Writes the operating system's figures of the database of ${var.name}"
  assume_role_policy = data.aws_iam_policy_document.monitoring_assume.json

  permissions_boundary = var.permissions_boundary_arn
}

resource "aws_iam_role_policy" "monitoring" {
  count = var.monitoring_interval_seconds > 0 ? 1 : 0

  name   = "write-measurements"
  role   = aws_iam_role.monitoring[0].id
  policy = data.aws_iam_policy_document.monitoring.json
}
