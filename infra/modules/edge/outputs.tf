output "load_balancer_arn" {
  description = "The load balancer, for what is attached to it."
  value       = aws_lb.this.arn
}

output "load_balancer_arn_suffix" {
  description = "The load balancer, as CloudWatch's dimension LoadBalancer names it."
  value       = aws_lb.this.arn_suffix
}

output "dns_name" {
  description = "Host name of the load balancer."
  value       = aws_lb.this.dns_name
}

output "security_group_id" {
  description = "Security group of the load balancer; targets let it in, and it needs a rule out to them."
  value       = aws_security_group.load_balancer.id
}

output "production_listener_arn" {
  description = "Listener that clients use and that CodeDeploy moves: HTTPS with a domain, otherwise HTTP."
  value       = aws_lb_listener.production.arn
}

output "test_listener_arn" {
  description = "Listener that a deployment is verified through."
  value       = aws_lb_listener.test.arn
}

output "initial_target_group_arn" {
  description = "Target group that the listeners point at to begin with. Available once they do: ECS refuses one without a load balancer."
  value       = aws_lb_target_group.this["blue"].arn

  depends_on = [aws_lb_listener.production, aws_lb_listener.test]
}

output "target_groups" {
  description = "The two target groups: name, and arn_suffix as CloudWatch's dimension TargetGroup names it. Which one is live changes with every deployment."
  value = {
    for colour, group in aws_lb_target_group.this : colour => { name = group.name, arn_suffix = group.arn_suffix }
  }
}

output "endpoint_health_check_id" {
  description = "Route 53's health check of this load balancer; null without a domain."
  value       = one(aws_route53_health_check.this[*].id)
}

output "url" {
  description = "Where clients reach the service."
  value       = local.has_domain ? "https://${var.domain_name}" : "http://${aws_lb.this.dns_name}${var.http_port == 80 ? "" : ":${var.http_port}"}"
}

output "test_url" {
  description = "Where a deployment is verified."
  value       = "http://${aws_lb.this.dns_name}:${var.test_port}"
}

output "test_port" {
  description = "Port of the test listener."
  value       = var.test_port
}
