# Every alarm has one shape: a metric with its statistic, or arithmetic over several (queries and expression); what it is
# compared with; how many of the last periods; and what silence means:
#   notBreaching  the metric exists only when the thing happens, so silence is good news
#   breaching     the metric is always there while all is well, so silence is the fault
#   missing       silence says nothing: another alarm covers the thing's absence
resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name        = "${var.name}-${each.key}"
  alarm_description = each.value.description

  namespace          = try(each.value.namespace, null)
  metric_name        = try(each.value.metric, null)
  statistic          = try(each.value.statistic, null)
  extended_statistic = try(each.value.percentile, null)
  dimensions         = try(each.value.dimensions, null)
  period             = can(each.value.metric) ? each.value.period : null

  dynamic "metric_query" {
    for_each = try(each.value.queries, {})

    content {
      id          = metric_query.key
      return_data = false

      metric {
        namespace   = metric_query.value.namespace
        metric_name = metric_query.value.metric
        stat        = metric_query.value.statistic
        dimensions  = metric_query.value.dimensions
        period      = each.value.period
      }
    }
  }

  dynamic "metric_query" {
    for_each = can(each.value.expression) ? [each.value.expression] : []

    content {
      id          = "result"
      label       = each.key
      expression  = metric_query.value
      return_data = true
    }
  }

  comparison_operator = each.value.comparison
  threshold           = each.value.threshold
  evaluation_periods  = each.value.periods
  datapoints_to_alarm = each.value.periods
  treat_missing_data  = each.value.silence

  # A percentile of five requests says nothing.
  evaluate_low_sample_count_percentiles = can(each.value.percentile) ? "ignore" : null

  alarm_actions = [aws_sns_topic.alerts.arn]
  ok_actions    = [aws_sns_topic.alerts.arn]
}
