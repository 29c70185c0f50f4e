locals {
  alarm_names = concat(
    [for alarm in aws_cloudwatch_metric_alarm.server_errors : alarm.alarm_name],
    [for alarm in aws_cloudwatch_metric_alarm.unhealthy : alarm.alarm_name],
  )
}

# One alarm a target group: which of the two is live changes with every deployment.
resource "aws_cloudwatch_metric_alarm" "server_errors" {
  for_each = var.target_groups

  alarm_name        = "${var.name}-${each.key}-5xx"
  alarm_description = "The application answers 5xx in target group ${each.value.name}: a deployment in progress is rolled back."

  namespace   = "AWS/ApplicationELB"
  metric_name = "HTTPCode_Target_5XX_Count"
  statistic   = "Sum"
  period      = 60
  dimensions  = { LoadBalancer = var.load_balancer_arn_suffix, TargetGroup = each.value.arn_suffix }

  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = var.server_error_threshold
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
}

resource "aws_cloudwatch_metric_alarm" "unhealthy" {
  for_each = var.target_groups

  alarm_name        = "${var.name}-${each.key}-unhealthy"
  alarm_description = "Targets of ${each.value.name} fail their health check: a deployment in progress is rolled back."

  namespace   = "AWS/ApplicationELB"
  metric_name = "UnHealthyHostCount"
  statistic   = "Maximum"
  period      = 60
  dimensions  = { LoadBalancer = var.load_balancer_arn_suffix, TargetGroup = each.value.arn_suffix }

  # Two minutes: a target that starts slowly may fail a check or two.
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 1
  evaluation_periods  = 2
  treat_missing_data  = "notBreaching"
}
