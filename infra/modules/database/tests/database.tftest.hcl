mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { name = "eu-central-1" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/notejam-production-eu-central-1-database-monitoring" }
  }
}

variables {
  name                   = "notejam-production"
  vpc_id                 = "vpc-0a1b2c3d"
  subnet_ids             = ["subnet-0a", "subnet-0b", "subnet-0c"]
  client_security_groups = { service = "sg-0a1b2c3d" }
  password               = "a-database-password"
  kms_key_arn            = "arn:aws:kms:eu-central-1:123456789012:key/5c6e1d3a-0d9f-4a39-8ad5-0fa8b1a0a6f2"
}

run "encrypted_private_and_protected" {
  assert {
    condition     = aws_db_instance.this.storage_encrypted && !aws_db_instance.this.publicly_accessible
    error_message = "Encrypted at rest, without a public address."
  }

  assert {
    condition = { for parameter in aws_db_parameter_group.this.parameter : parameter.name => parameter.value } == {
      "rds.force_ssl"              = "1"
      "log_connections"            = "1"
      "log_disconnections"         = "1"
      "log_lock_waits"             = "1"
      "log_min_duration_statement" = "1000"
    }
    error_message = "TLS is forced; the log tells connections, waits and slow statements, and no statement as such."
  }

  assert {
    condition     = { for parameter in aws_db_parameter_group.this.parameter : parameter.apply_method => parameter.name... }["pending-reboot"] == ["rds.force_ssl"]
    error_message = "RDS tells this one back as pending-reboot: with another method it would differ for ever."
  }

  assert {
    condition     = aws_db_instance.this.backup_window == "22:00-22:30" && aws_db_instance.this.maintenance_window == "sun:23:30-mon:00:30" && aws_db_instance.this.apply_immediately
    error_message = "RDS does not choose its windows, and what is applied is so at once."
  }

  assert {
    condition     = aws_db_parameter_group.this.family == "postgres17" && aws_db_instance.this.parameter_group_name == aws_db_parameter_group.this.name
    error_message = "The instance uses the parameter group of its major version."
  }

  assert {
    condition     = aws_db_instance.this.password_wo == null && aws_db_instance.this.password == null && !strcontains(jsonencode(aws_db_instance.this), "a-database-password")
    error_message = "The password is write-only: it is not in the state."
  }

  assert {
    condition     = [for name, rule in aws_vpc_security_group_ingress_rule.clients : "${name} ${rule.referenced_security_group_id} ${rule.from_port}-${rule.to_port} ${coalesce(rule.cidr_ipv4, "no range")}"] == ["service sg-0a1b2c3d 5432-5432 no range"]
    error_message = "One rule a client, by security group, for PostgreSQL's port."
  }

  assert {
    condition     = aws_db_instance.this.deletion_protection && !aws_db_instance.this.skip_final_snapshot && startswith(aws_db_instance.this.final_snapshot_identifier, "notejam-production-final-")
    error_message = "Deletion is refused, and would leave a snapshot."
  }
}

run "logs_are_kept_for_a_time_under_the_key_given" {
  variables {
    log_retention_days = 90
    log_kms_key_arn    = "arn:aws:kms:eu-central-1:123456789012:key/0a63d5e9-7d84-4d0b-a1a3-6a0e5e6b3c11"
  }

  assert {
    condition     = toset(aws_db_instance.this.enabled_cloudwatch_logs_exports) == toset(["postgresql", "upgrade"])
    error_message = "Both of PostgreSQL's logs are exported."
  }

  assert {
    condition     = output.log_group_names == { postgresql = "/aws/rds/instance/notejam-production/postgresql", upgrade = "/aws/rds/instance/notejam-production/upgrade" }
    error_message = "The log groups are those that RDS writes to."
  }

  assert {
    condition     = alltrue([for group in aws_cloudwatch_log_group.this : group.retention_in_days == 90 && group.kms_key_id == var.log_kms_key_arn])
    error_message = "Every log group has retention and key."
  }
}

run "the_key_given_encrypts_storage_and_insights" {
  variables {
    performance_insights_enabled = true
  }

  assert {
    condition     = aws_db_instance.this.kms_key_id == var.kms_key_arn && aws_db_instance.this.performance_insights_kms_key_id == var.kms_key_arn
    error_message = "Storage and Performance Insights are under the given key."
  }
}

run "another_snapshot_or_key_leaves_a_live_database_alone" {
  command = plan

  variables {
    kms_key_arn                  = "arn:aws:kms:eu-central-1:123456789012:key/11111111-0d9f-4a39-8ad5-0fa8b1a0a6f2"
    snapshot_identifier          = "notejam-production-final-20261124120000"
    performance_insights_enabled = true
  }

  assert {
    condition     = aws_db_instance.this.kms_key_id == "arn:aws:kms:eu-central-1:123456789012:key/5c6e1d3a-0d9f-4a39-8ad5-0fa8b1a0a6f2" && aws_db_instance.this.snapshot_identifier != var.snapshot_identifier
    error_message = "Neither is changed once the instance stands."
  }
}

run "enhanced_monitoring_brings_a_narrow_role" {
  variables {
    monitoring_interval_seconds = 60
  }

  assert {
    condition     = aws_db_instance.this.monitoring_interval == 60 && aws_db_instance.this.monitoring_role_arn == aws_iam_role.monitoring[0].arn
    error_message = "RDS measures with the role."
  }

  assert {
    condition     = one(one(data.aws_iam_policy_document.monitoring_assume.statement).condition).values == tolist(["arn:aws:rds:eu-central-1:123456789012:db:notejam-production"])
    error_message = "RDS takes the role for this instance only."
  }

  assert {
    condition     = alltrue([for statement in data.aws_iam_policy_document.monitoring.statement : alltrue([for resource in statement.resources : startswith(resource, "arn:aws:logs:eu-central-1:123456789012:log-group:RDSOSMetrics")])])
    error_message = "The role writes to one log group."
  }
}

run "without_enhanced_monitoring_there_is_no_role" {
  command = plan

  assert {
    condition     = length(aws_iam_role.monitoring) == 0 && length(aws_iam_role_policy.monitoring) == 0
    error_message = "Nothing is made that is not needed."
  }
}

run "wrong_sizes_versions_and_names_are_refused" {
  command = plan

  variables {
    backup_retention_days     = 0
    engine_version            = "17.4"
    max_allocated_storage_gib = 20
    username                  = "admin"

    ca_certificate_identifier   = "rds-ca-2019"
    monitoring_interval_seconds = 7
    slow_query_ms               = 0
    log_retention_days          = 31
  }

  expect_failures = [
    var.backup_retention_days, var.engine_version, var.max_allocated_storage_gib, var.username,
    var.ca_certificate_identifier, var.monitoring_interval_seconds, var.slow_query_ms, var.log_retention_days,
  ]
}
