output "topic_arn" {
  description = "Where silence is told."
  value       = aws_sns_topic.this.arn
}

output "alarm_names" {
  description = "The alarms: backups-verified, drill-passed."
  value       = { for beat, alarm in aws_cloudwatch_metric_alarm.silence : beat => alarm.alarm_name }
}
