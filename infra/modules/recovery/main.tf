data "aws_caller_identity" "current" {}

data "aws_region" "current" {}

locals {
  account = data.aws_caller_identity.current.account_id
  region  = data.aws_region.current.name
  # By names: the one who makes them stands in the region that may be lost.
  partition      = split(":", data.aws_caller_identity.current.arn)[1]
  repository_arn = "arn:${local.partition}:ecr:${local.region}:${local.account}:repository/${var.source_name}"
  secret_arns    = "arn:${local.partition}:secretsmanager:${local.region}:${local.account}:secret:${var.source_name}/*"
}

resource "aws_db_subnet_group" "this" {
  name        = var.name
  description = "Private subnets of ${var.name}"
  subnet_ids  = var.subnet_ids
}

# The same as in module database: what is restored takes what it is told, and defaults for the rest.
resource "aws_db_parameter_group" "this" {
  name        = "${var.name}-postgres${var.database_engine_version}"
  description = "TLS for every connection to ${var.name}, and what its log is to tell"
  family      = "postgres${var.database_engine_version}"

  dynamic "parameter" {
    for_each = {
      "rds.force_ssl"              = "1"
      "log_connections"            = "1"
      "log_disconnections"         = "1"
      "log_lock_waits"             = "1"
      "log_min_duration_statement" = tostring(var.slow_query_ms)
    }

    content {
      name  = parameter.key
      value = parameter.value
      # As in module database.
      apply_method = parameter.key == "rds.force_ssl" ? "pending-reboot" : "immediate"
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_elasticache_subnet_group" "this" {
  name        = var.name
  description = "Private subnets of ${var.name}"
  subnet_ids  = var.subnet_ids
}
