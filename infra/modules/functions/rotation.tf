# Before anything signs in: the database's second user and the role that owns everything, and the cache's first token.
# Asked for again when database or cache are made anew.
resource "aws_lambda_invocation" "apply_secrets" {
  function_name = aws_lambda_function.this["apply-secrets"].function_name
  input         = "{}"

  triggers = {
    database = var.database.resource_id
    cache    = var.cache.address
  }

  # What lets the function in.
  depends_on = [var.reachable]
}

locals {
  rotations = var.rotation_enabled ? { rotate-database = local.secrets.database, rotate-cache = local.secrets.cache } : {}
}

resource "aws_lambda_permission" "rotation" {
  for_each = local.rotations

  statement_id   = "secrets-manager"
  action         = "lambda:InvokeFunction"
  function_name  = aws_lambda_function.this[each.key].function_name
  principal      = "secretsmanager.amazonaws.com"
  source_arn     = each.value
  source_account = local.account
}

# The first rotation comes at once: what Terraform made up is good for minutes.
resource "aws_secretsmanager_secret_rotation" "this" {
  for_each = local.rotations

  secret_id           = each.value
  rotation_lambda_arn = aws_lambda_function.this[each.key].arn

  rotation_rules {
    automatically_after_days = var.rotation_days
  }

  depends_on = [aws_lambda_permission.rotation, aws_lambda_invocation.apply_secrets]
}
