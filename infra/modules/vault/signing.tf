# Manifests say what a recovery point must hold. Each region's copy is signed by that region's own key, so that it can be
# checked there while the other region is gone; whoever can only write to the bucket cannot make one up.
resource "aws_kms_key" "signing" {
  description              = "Signs what backups of ${var.name} hold"
  policy                   = data.aws_iam_policy_document.account.json
  key_usage                = "SIGN_VERIFY"
  customer_master_key_spec = "ECC_NIST_P256"
  deletion_window_in_days  = var.key_deletion_window_days

  tags = { Name = "${var.name}-backup-manifests" }
}

# The pipeline finds it by this name, in either region and without the other's outputs.
resource "aws_kms_alias" "signing" {
  name          = "alias/${var.name}-backup-manifests"
  target_key_id = aws_kms_key.signing.key_id
}
