output "health_check_id" {
  description = "Health check of the primary region's record: the endpoint answers, and nobody has failed over."
  value       = aws_route53_health_check.primary.id
}

output "alarm_name" {
  description = "Alarm in the region that survives, whose metric is the switch."
  value       = aws_cloudwatch_metric_alarm.failed_over.alarm_name
}
