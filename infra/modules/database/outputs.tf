output "identifier" {
  description = "The instance, as RDS calls it."
  value       = aws_db_instance.this.identifier
}

output "address" {
  description = "Host name, available once clients are let in."
  value       = aws_db_instance.this.address

  depends_on = [aws_vpc_security_group_ingress_rule.clients, aws_vpc_security_group_egress_rule.clients]
}

output "port" {
  description = "TCP port."
  value       = aws_db_instance.this.port
}

output "database_name" {
  description = "Database in the instance."
  value       = aws_db_instance.this.db_name
}

output "username" {
  description = "Master user."
  value       = aws_db_instance.this.username
}

output "log_group_names" {
  description = "Log groups of the exported logs, by log: postgresql and upgrade."
  value       = { for log, group in aws_cloudwatch_log_group.this : log => group.name }
}

output "arn" {
  description = "ARN of the instance."
  value       = aws_db_instance.this.arn
}

output "security_group_id" {
  description = "Security group of the instance."
  value       = aws_security_group.this.id
}

output "resource_id" {
  description = "The instance, as RDS tells it from another one of the same name."
  value       = aws_db_instance.this.resource_id
}
