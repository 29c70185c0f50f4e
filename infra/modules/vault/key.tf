# The account decides by IAM: of what a key's policy leaves out, no IAM policy gives anything back, and the provider, which
# reads more of a key than one thinks, would fail at every plan.
data "aws_iam_policy_document" "account" {
  statement {
    sid       = "AccountDecidesByIam"
    actions   = ["kms:*"]
    resources = ["*"] # In a key's policy: this key.

    principals {
      type        = "AWS"
      identifiers = ["arn:${local.partition}:iam::${local.account}:root"]
    }
  }
}

data "aws_iam_policy_document" "key" {
  source_policy_documents = [data.aws_iam_policy_document.account.json]

  # An encrypted topic takes messages only from services that may use its key. EventBridge asks KMS without saying for which
  # account: https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
  statement {
    sid       = "NotificationsToTheTopic"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }
  }
}

resource "aws_kms_key" "this" {
  description             = "Backups of ${var.name}"
  policy                  = data.aws_iam_policy_document.key.json
  enable_key_rotation     = true
  deletion_window_in_days = var.key_deletion_window_days

  tags = { Name = "${var.name}-backup" }
}

resource "aws_kms_alias" "this" {
  name          = "alias/${var.name}-backup"
  target_key_id = aws_kms_key.this.key_id
}
