locals {
  port = 5432

  # Of this one RDS says "pending-reboot" whatever it was given, and every plan would set it anew:
  # https://github.com/hashicorp/terraform-provider-aws/issues/39252
  static_parameters = ["rds.force_ssl"]

  # The others take effect without a restart. Statements are not logged as such: one may hold a password.
  parameters = {
    "rds.force_ssl"              = "1"
    "log_connections"            = "1"
    "log_disconnections"         = "1"
    "log_lock_waits"             = "1"
    "log_min_duration_statement" = tostring(var.slow_query_ms)
  }
}

resource "aws_security_group" "this" {
  name        = "${var.name}-database"
  description = "Database of ${var.name}"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.name}-database" }
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  for_each = var.client_security_groups

  security_group_id            = aws_security_group.this.id
  referenced_security_group_id = each.value
  ip_protocol                  = "tcp"
  from_port                    = local.port
  to_port                      = local.port

  tags = { Name = "PostgreSQL from ${each.key}" }
}

resource "aws_vpc_security_group_egress_rule" "clients" {
  for_each = var.client_security_groups

  security_group_id            = each.value
  referenced_security_group_id = aws_security_group.this.id
  ip_protocol                  = "tcp"
  from_port                    = local.port
  to_port                      = local.port

  tags = { Name = "PostgreSQL of ${var.name}" }
}

resource "aws_db_subnet_group" "this" {
  name        = var.name
  description = "Private subnets of ${var.name}"
  subnet_ids  = var.subnet_ids
}

resource "aws_db_parameter_group" "this" {
  # A major upgrade needs the new family's group beside the old one.
  name        = "${var.name}-postgres${var.engine_version}"
  description = "TLS for every connection to ${var.name}, and what its log is to tell"
  family      = "postgres${var.engine_version}"

  dynamic "parameter" {
    for_each = local.parameters

    content {
      name         = parameter.key
      value        = parameter.value
      apply_method = contains(local.static_parameters, parameter.key) ? "pending-reboot" : "immediate"
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_db_instance" "this" {
  identifier = var.name

  engine         = "postgres"
  engine_version = var.engine_version
  instance_class = var.instance_class

  db_name             = var.database_name
  snapshot_identifier = var.snapshot_identifier

  # Written when the instance is made; rotation changes it behind Terraform's back, as it should.
  username            = var.username
  password_wo         = var.password
  password_wo_version = 1

  storage_type          = "gp3"
  allocated_storage     = var.allocated_storage_gib
  max_allocated_storage = var.max_allocated_storage_gib
  storage_encrypted     = true
  kms_key_id            = var.kms_key_arn

  db_subnet_group_name   = aws_db_subnet_group.this.name
  vpc_security_group_ids = [aws_security_group.this.id]
  parameter_group_name   = aws_db_parameter_group.this.name
  publicly_accessible    = false
  ca_cert_identifier     = var.ca_certificate_identifier
  multi_az               = var.multi_az

  backup_retention_period  = var.backup_retention_days
  copy_tags_to_snapshot    = true
  delete_automated_backups = false

  # RDS would take any half an hour: AWS Backup's jobs fail within an hour of either window.
  backup_window      = var.backup_window
  maintenance_window = var.maintenance_window

  # What is reported as applied is so; otherwise a resize waits for the window, and every plan until then shows it again.
  apply_immediately = var.apply_immediately

  auto_minor_version_upgrade = true

  performance_insights_enabled    = var.performance_insights_enabled
  performance_insights_kms_key_id = var.performance_insights_enabled ? var.kms_key_arn : null
  monitoring_interval             = var.monitoring_interval_seconds
  monitoring_role_arn             = one(aws_iam_role.monitoring[*].arn)
  enabled_cloudwatch_logs_exports = keys(aws_cloudwatch_log_group.this)

  deletion_protection       = var.deletion_protection
  skip_final_snapshot       = var.skip_final_snapshot
  final_snapshot_identifier = "${var.name}-final-${formatdate("YYYYMMDDhhmmss", plantimestamp())}"

  lifecycle {
    ignore_changes = [
      # The time of creation keeps the last snapshots of successive instances apart.
      final_snapshot_identifier,
      # Where an instance came from is of its first day: another snapshot, or none, must not replace a live database.
      snapshot_identifier,
      # A restored instance keeps the key of its snapshot; it would be replaced for ever.
      kms_key_id,
    ]
  }

  # Without its policy, the role cannot deliver a first measurement.
  depends_on = [aws_iam_role_policy.monitoring]
}
