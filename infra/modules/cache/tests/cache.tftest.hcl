mock_provider "aws" {}

variables {
  name                   = "notejam-production"
  vpc_id                 = "vpc-0a1b2c3d"
  subnet_ids             = ["subnet-0a", "subnet-0b", "subnet-0c"]
  client_security_groups = { service = "sg-0a1b2c3d" }
}

run "encrypted_private_and_single" {
  assert {
    condition     = aws_elasticache_replication_group.this.transit_encryption_enabled && tobool(aws_elasticache_replication_group.this.at_rest_encryption_enabled)
    error_message = "TLS on the way, encryption at rest."
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

run "wrong_versions_and_sizes_are_refused" {
  command = plan

  variables {
    engine_version = "7.1.0"
    nodes          = 0
  }

  expect_failures = [var.engine_version, var.nodes]
}
