output "address" {
  description = "Host name of the primary node, available once clients are let in."
  value       = aws_elasticache_replication_group.this.primary_endpoint_address

  depends_on = [aws_vpc_security_group_ingress_rule.clients, aws_vpc_security_group_egress_rule.clients]
}

output "port" {
  description = "TCP port, TLS only."
  value       = aws_elasticache_replication_group.this.port
}

output "security_group_id" {
  description = "Security group of the nodes."
  value       = aws_security_group.this.id
}

output "replication_group_id" {
  description = "The cache, as ElastiCache calls it."
  value       = aws_elasticache_replication_group.this.replication_group_id
}

output "node_ids" {
  description = "Its nodes, as CloudWatch tells them apart."
  value       = aws_elasticache_replication_group.this.member_clusters
}

output "slow_log_group_name" {
  description = "Log group of slow commands; null when they are not logged."
  value       = one(aws_cloudwatch_log_group.slow[*].name)
}
