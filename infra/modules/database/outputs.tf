output "identifier" {
  description = "The instance, as RDS calls it."
  value       = aws_db_instance.this.identifier
}

output "address" {
  description = "Host name."
  value       = aws_db_instance.this.address
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

output "secret_arn" {
  description = "Secret in which RDS keeps the user's name and password: JSON with username and password."
  value       = aws_db_instance.this.master_user_secret[0].secret_arn
}

output "security_group_id" {
  description = "Security group of the instance."
  value       = aws_security_group.this.id
}
