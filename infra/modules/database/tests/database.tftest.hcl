mock_provider "aws" {
  mock_resource "aws_db_instance" {
    defaults = {
      master_user_secret = [{ secret_arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:rds!db-1", kms_key_id = "", secret_status = "active" }]
    }
  }
}

variables {
  name                   = "notejam-production"
  vpc_id                 = "vpc-0a1b2c3d"
  subnet_ids             = ["subnet-0a", "subnet-0b", "subnet-0c"]
  client_security_groups = { service = "sg-0a1b2c3d" }
}

run "encrypted_private_and_protected" {
  assert {
    condition     = aws_db_instance.this.storage_encrypted && !aws_db_instance.this.publicly_accessible
    error_message = "Encrypted at rest, without a public address."
  }

  assert {
    condition     = one(aws_db_parameter_group.this.parameter).name == "rds.force_ssl" && one(aws_db_parameter_group.this.parameter).value == "1"
    error_message = "rds.force_ssl is on."
  }

  assert {
    condition     = aws_db_parameter_group.this.family == "postgres17" && aws_db_instance.this.parameter_group_name == aws_db_parameter_group.this.name
    error_message = "The instance uses the parameter group of its major version."
  }

  assert {
    condition     = aws_db_instance.this.manage_master_user_password && aws_db_instance.this.password == null
    error_message = "RDS manages the password."
  }

  assert {
    condition     = output.secret_arn == "arn:aws:secretsmanager:eu-central-1:123456789012:secret:rds!db-1"
    error_message = "What leaves the module is the secret's ARN."
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

run "wrong_sizes_versions_and_names_are_refused" {
  command = plan

  variables {
    backup_retention_days     = 0
    engine_version            = "17.4"
    max_allocated_storage_gib = 20
    username                  = "admin"
  }

  expect_failures = [var.backup_retention_days, var.engine_version, var.max_allocated_storage_gib, var.username]
}
