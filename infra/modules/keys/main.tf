data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
  region     = data.aws_region.current.name
  # EventBridge asks KMS for an encrypted topic without saying for which account:
  # https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
  silent_services = ["events.amazonaws.com"]
}

resource "aws_kms_key" "this" {
  for_each = var.uses

  description             = "${each.value.description} of ${var.name}"
  enable_key_rotation     = true
  deletion_window_in_days = var.deletion_window_days
  policy                  = data.aws_iam_policy_document.this[each.key].json

  tags = { Name = "${var.name}-${each.key}" }
}

resource "aws_kms_alias" "this" {
  for_each = var.uses

  name          = "alias/${var.name}-${each.key}"
  target_key_id = aws_kms_key.this[each.key].key_id
}

# In the policy of a key, the resource * is the key itself.
data "aws_iam_policy_document" "this" {
  for_each = var.uses

  # The one statement with every action: KMS refuses a key that nobody could administer, and IAM policies count only with it.
  statement {
    sid       = "AccountDecidesByIam"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${local.partition}:iam::${local.account_id}:root"]
    }
  }

  # Whoever may use the service may use the key through it, and in no other way: as with the keys that AWS manages.
  dynamic "statement" {
    for_each = length(each.value.through) > 0 ? [each.value.through] : []

    content {
      sid       = "UseThroughService"
      actions   = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"]
      resources = ["*"]

      principals {
        type        = "AWS"
        identifiers = ["*"]
      }

      condition {
        test     = "StringEquals"
        variable = "kms:CallerAccount"
        values   = [local.account_id]
      }

      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values   = [for service in statement.value : "${service}.${local.region}.amazonaws.com"]
      }
    }
  }

  # A service that works on after the call (a database's storage) is given a grant by it.
  dynamic "statement" {
    for_each = length(each.value.through) > 0 ? [each.value.through] : []

    content {
      sid       = "GrantThroughService"
      actions   = ["kms:CreateGrant"]
      resources = ["*"]

      principals {
        type        = "AWS"
        identifiers = ["*"]
      }

      condition {
        test     = "StringEquals"
        variable = "kms:CallerAccount"
        values   = [local.account_id]
      }

      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values   = [for service in statement.value : "${service}.${local.region}.amazonaws.com"]
      }

      condition {
        test     = "Bool"
        variable = "kms:GrantIsForAWSResource"
        values   = ["true"]
      }
    }
  }

  dynamic "statement" {
    for_each = [for services in [setsubtract(each.value.services, local.silent_services)] : services if length(services) > 0]

    content {
      sid       = "UseByService"
      actions   = ["kms:Decrypt", "kms:GenerateDataKey*"]
      resources = ["*"]

      principals {
        type        = "Service"
        identifiers = statement.value
      }

      # On behalf of this account only.
      condition {
        test     = "StringEquals"
        variable = "aws:SourceAccount"
        values   = [local.account_id]
      }
    }
  }

  dynamic "statement" {
    for_each = [for services in [setintersection(each.value.services, local.silent_services)] : services if length(services) > 0]

    content {
      sid       = "UseByServiceThatNamesNoAccount"
      actions   = ["kms:Decrypt", "kms:GenerateDataKey*"]
      resources = ["*"]

      principals {
        type        = "Service"
        identifiers = statement.value
      }
    }
  }

  dynamic "statement" {
    for_each = length(each.value.log_groups) > 0 ? [each.value.log_groups] : []

    content {
      sid       = "EncryptLogGroups"
      actions   = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*"]
      resources = ["*"]

      principals {
        type        = "Service"
        identifiers = ["logs.${local.region}.amazonaws.com"]
      }

      condition {
        test     = "ArnLike"
        variable = "kms:EncryptionContext:aws:logs:arn"
        values   = [for pattern in statement.value : "arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:${pattern}"]
      }
    }
  }
}
