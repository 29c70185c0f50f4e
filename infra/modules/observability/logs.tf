locals {
  metric_namespace = "Logs/${var.name}"

  database_filters = var.database_log_group_name == null ? {} : {
    slow-queries = {
      log_group   = var.database_log_group_name
      metric      = "SlowQueries"
      pattern     = "\"duration:\"" # What log_min_duration_statement writes.
      threshold   = var.thresholds.slow_queries
      description = "The database logs slow queries: they stand in ${var.database_log_group_name} with their duration."
    }

    failed-sign-ins = {
      log_group   = var.database_log_group_name
      metric      = "FailedSignIns"
      pattern     = "\"password authentication failed\""
      threshold   = var.thresholds.failed_sign_ins
      description = "Somebody fails to sign in to the database: an attack from inside, or a password that was rotated and not taken up."
    }
  }

  log_filters = merge(local.database_filters, {
    application-errors = {
      log_group   = var.application_log_group_name
      metric      = "ApplicationErrors"
      pattern     = "{ $.LogLevel = \"Error\" || $.LogLevel = \"Critical\" }"
      threshold   = var.thresholds.application_errors
      description = "The application logs errors in ${var.application_log_group_name}."
    }
  })

  log_alarms = {
    for key, filter in local.log_filters : key => {
      description = filter.description
      namespace   = local.metric_namespace
      metric      = filter.metric
      statistic   = "Sum"
      dimensions  = {}
      period      = 300
      periods     = 1
      comparison  = "GreaterThanOrEqualToThreshold"
      threshold   = filter.threshold
      silence     = "notBreaching"
    }
  }
}

resource "aws_cloudwatch_log_metric_filter" "this" {
  for_each = local.log_filters

  name           = "${var.name}-${each.key}"
  log_group_name = each.value.log_group
  pattern        = each.value.pattern

  metric_transformation {
    namespace     = local.metric_namespace
    name          = each.value.metric
    value         = "1"
    default_value = "0"
    unit          = "Count"
  }
}
