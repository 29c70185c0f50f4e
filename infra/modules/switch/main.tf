data "aws_region" "replica" {
  provider = aws.replica
}

# Whether traffic goes to the primary region is decided by data planes alone: a metric written in the region that survives,
# and health checkers that read it. No control plane of Route 53 is needed, and a primary region that comes back with stale
# data gets no traffic until Failback writes 0. SetAlarmState does not do: Route 53 reads the metric's data, not the alarm's
# state.
resource "aws_cloudwatch_metric_alarm" "failed_over" {
  provider = aws.replica

  alarm_name          = "${var.name}-failed-over"
  alarm_description   = "${var.environment} has failed over to ${data.aws_region.replica.name}: the primary region gets no traffic until ./build.sh Failback."
  namespace           = "Notejam/Delivery"
  metric_name         = "FailedOver"
  dimensions          = { Environment = var.environment }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 1
  treat_missing_data  = "ignore" # It is written once: the state stays until told otherwise.
}

resource "aws_route53_health_check" "failed_over" {
  type                            = "CLOUDWATCH_METRIC"
  cloudwatch_alarm_name           = aws_cloudwatch_metric_alarm.failed_over.alarm_name
  cloudwatch_alarm_region         = data.aws_region.replica.name
  insufficient_data_health_status = "LastKnownStatus"

  tags = { Name = "${var.name}-failed-over" }
}

# Both: the endpoint answers, and nobody has failed over.
resource "aws_route53_health_check" "primary" {
  type                   = "CALCULATED"
  child_healthchecks     = [var.endpoint_health_check_id, aws_route53_health_check.failed_over.id]
  child_health_threshold = 2

  tags = { Name = "${var.name}-primary" }
}
