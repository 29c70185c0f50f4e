# The pipeline reads these by name (RecoveredInfra): a change here is a change there.

output "load_balancer_dns_name" {
  description = "Host name of the load balancer."
  value       = module.recovered.load_balancer_dns_name
}

output "load_balancer_arn" {
  description = "The load balancer."
  value       = module.recovered.load_balancer_arn
}

output "target_group_arn" {
  description = "The target group."
  value       = module.recovered.target_group_arn
}

output "url" {
  description = "Where people reach Notejam."
  value       = module.recovered.url
}

output "service_name" {
  description = "ECS service."
  value       = module.recovered.service_name
}

output "cache_address" {
  description = "Host name of the cache."
  value       = module.recovered.cache_address
}

output "cache_port" {
  description = "Its port."
  value       = module.recovered.cache_port
}

output "nat_gateway_id" {
  description = "The way out."
  value       = module.recovered.nat_gateway_id
}

output "domain_name" {
  description = "Name that people reach it by; null where there is none."
  value       = var.standing.domain_name
}
