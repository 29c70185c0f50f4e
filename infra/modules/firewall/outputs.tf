output "web_acl_name" {
  description = "The firewall, as CloudWatch's dimension WebACL names it."
  value       = aws_wafv2_web_acl.this.name
}

output "web_acl_arn" {
  description = "Its ARN."
  value       = aws_wafv2_web_acl.this.arn
}

output "log_group_name" {
  description = "Log group of what was blocked or counted."
  value       = aws_cloudwatch_log_group.this.name
}
