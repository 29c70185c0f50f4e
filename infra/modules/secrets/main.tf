locals {
  application_name = "${var.name}/application"
  database_name    = "${var.name}/database"
  cache_name       = "${var.name}/cache"
}

resource "aws_secretsmanager_secret" "application" {
  count = var.primary ? 1 : 0

  name                    = local.application_name
  description             = "Secret of the application in ${var.name}"
  kms_key_id              = var.kms_key_arn
  recovery_window_in_days = var.recovery_window_days

  # A replica of a secret that was deleted with its recovery window may still be there.
  force_overwrite_replica_secret = true

  dynamic "replica" {
    for_each = var.replica_region == null ? [] : [var.replica_region]

    content {
      region     = replica.value
      kms_key_id = var.replica_kms_key_arn
    }
  }
}

resource "aws_secretsmanager_secret_version" "application" {
  count = var.primary ? 1 : 0

  secret_id                = aws_secretsmanager_secret.application[0].arn
  secret_string_wo         = var.application_value
  secret_string_wo_version = 1
  version_stages           = ["AWSCURRENT", "INITIAL"]

  lifecycle {
    # Rotation moves AWSCURRENT on. INITIAL stays, so that Secrets Manager never drops this version: Terraform, missing it,
    # would write a value of its own over the rotated one.
    ignore_changes = [version_stages]
  }
}

resource "aws_secretsmanager_secret" "database" {
  count = var.primary ? 1 : 0

  name                    = local.database_name
  description             = "User and password of the database in ${var.name}"
  kms_key_id              = var.kms_key_arn
  recovery_window_in_days = var.recovery_window_days

  force_overwrite_replica_secret = true

  dynamic "replica" {
    for_each = var.replica_region == null ? [] : [var.replica_region]

    content {
      region     = replica.value
      kms_key_id = var.replica_kms_key_arn
    }
  }
}

# Without the host: that differs from region to region and is no secret.
resource "aws_secretsmanager_secret_version" "database" {
  count = var.primary ? 1 : 0

  secret_id                = aws_secretsmanager_secret.database[0].arn
  secret_string_wo         = jsonencode({ username = var.database_username, password = var.database_password })
  secret_string_wo_version = 1
  version_stages           = ["AWSCURRENT", "INITIAL"]

  lifecycle {
    ignore_changes = [version_stages] # As above.
  }
}

resource "aws_secretsmanager_secret" "cache" {
  count = var.primary ? 1 : 0

  name                    = local.cache_name
  description             = "Token of the cache in ${var.name}"
  kms_key_id              = var.kms_key_arn
  recovery_window_in_days = var.recovery_window_days

  force_overwrite_replica_secret = true

  dynamic "replica" {
    for_each = var.replica_region == null ? [] : [var.replica_region]

    content {
      region     = replica.value
      kms_key_id = var.replica_kms_key_arn
    }
  }
}

resource "aws_secretsmanager_secret_version" "cache" {
  count = var.primary ? 1 : 0

  secret_id                = aws_secretsmanager_secret.cache[0].arn
  secret_string_wo         = var.cache_token
  secret_string_wo_version = 1
  version_stages           = ["AWSCURRENT", "INITIAL"]

  lifecycle {
    ignore_changes = [version_stages] # As above.
  }
}

# Asked for by a list first: a single look-up fails without saying what to do.
data "aws_secretsmanager_secrets" "replicas" {
  count = var.primary ? 0 : 1

  filter {
    name   = "name"
    values = ["${var.name}/"]
  }

  lifecycle {
    postcondition {
      condition     = length(setsubtract([local.application_name, local.database_name, local.cache_name], self.names)) == 0
      error_message = "The secrets ${local.application_name}, ${local.database_name} and ${local.cache_name} are not replicated to this region yet: apply the primary region's stack first, with this region as its replica_region."
    }
  }
}

data "aws_secretsmanager_secret" "replica" {
  for_each = var.primary ? {} : { application = local.application_name, database = local.database_name, cache = local.cache_name }

  name = each.value

  depends_on = [data.aws_secretsmanager_secrets.replicas]
}

data "aws_kms_key" "replica" {
  count = var.primary ? 0 : 1

  key_id = data.aws_secretsmanager_secret.replica["database"].kms_key_id
}
