mock_provider "aws" {}

variables {
  name                   = "notejam-production"
  vpc_id                 = "vpc-0a1b2c3d"
  subnet_ids             = ["subnet-0a", "subnet-0b", "subnet-0c"]
  client_security_groups = { service = "sg-0a1b2c3d" }
  kms_key_arn            = "arn:aws:kms:eu-central-1:123456789012:key/5c6e1d3a-0d9f-4a39-8ad5-0fa8b1a0a6f2"
}

run "encrypted_private_and_single" {
  assert {
    condition     = aws_elasticache_replication_group.this.transit_encryption_enabled && tobool(aws_elasticache_replication_group.this.at_rest_encryption_enabled)
    error_message = "TLS on the way, encryption at rest."
  }

  assert {
    condition     = aws_elasticache_replication_group.this.kms_key_id == var.kms_key_arn
    error_message = "The key given encrypts what is at rest."
  }

  assert {
    condition     = length(aws_cloudwatch_log_group.slow) == 0 && length(aws_elasticache_replication_group.this.log_delivery_configuration) == 0
    error_message = "Nothing is logged unless asked for."
  }

  assert {
    condition     = aws_elasticache_replication_group.this.num_cache_clusters == 1 && !aws_elasticache_replication_group.this.automatic_failover_enabled
    error_message = "AWS refuses failover for a single node."
  }

  assert {
    condition     = [for name, rule in aws_vpc_security_group_ingress_rule.clients : "${name} ${rule.referenced_security_group_id} ${rule.from_port}-${rule.to_port} ${coalesce(rule.cidr_ipv4, "no range")}"] == ["service sg-0a1b2c3d 6379-6379 no range"]
    error_message = "One rule a client, by security group, for Redis's port."
  }
}

run "two_nodes_fail_over_between_zones" {
  variables {
    nodes = 2
  }

  assert {
    condition     = aws_elasticache_replication_group.this.automatic_failover_enabled && aws_elasticache_replication_group.this.multi_az_enabled
    error_message = "A replica in another zone takes over."
  }
}

run "slow_commands_are_logged_for_a_time_under_the_key_given" {
  variables {
    slow_log_enabled   = true
    log_retention_days = 90
    log_kms_key_arn    = "arn:aws:kms:eu-central-1:123456789012:key/0a63d5e9-7d84-4d0b-a1a3-6a0e5e6b3c11"
  }

  assert {
    condition     = [for delivery in aws_elasticache_replication_group.this.log_delivery_configuration : "${delivery.log_type} ${delivery.destination_type} ${delivery.destination}"] == ["slow-log cloudwatch-logs /aws/elasticache/notejam-production/slow-log"]
    error_message = "The slow log goes to its log group."
  }

  assert {
    condition     = aws_cloudwatch_log_group.slow[0].retention_in_days == 90 && aws_cloudwatch_log_group.slow[0].kms_key_id == var.log_kms_key_arn
    error_message = "The log group has retention and key."
  }
}

run "wrong_versions_and_sizes_are_refused" {
  command = plan

  variables {
    engine_version = "7.1.0"
    nodes          = 0

    log_retention_days = 31
  }

  expect_failures = [var.engine_version, var.nodes, var.log_retention_days]
}
