output "load_balancer_dns_name" {
  description = "Host name of the load balancer."
  value       = aws_lb.this.dns_name
}

output "load_balancer_arn" {
  description = "The load balancer."
  value       = aws_lb.this.arn
}

output "target_group_arn" {
  description = "The target group."
  value       = aws_lb_target_group.this.arn
}

output "url" {
  description = "Where the restored Notejam is reached."
  value       = local.has_domain ? "https://${var.domain_name}" : "http://${aws_lb.this.dns_name}${var.http_port == 80 ? "" : ":${var.http_port}"}"
}

output "service_name" {
  description = "ECS service."
  value       = aws_ecs_service.this.name

  depends_on = [aws_route.nat]
}

output "cache_address" {
  description = "Host name of the cache."
  value       = aws_elasticache_replication_group.this.primary_endpoint_address
}

output "cache_port" {
  description = "Its port."
  value       = aws_elasticache_replication_group.this.port
}

output "nat_gateway_id" {
  description = "The way out."
  value       = aws_nat_gateway.this.id
}
