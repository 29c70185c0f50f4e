mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { name = "eu-central-1" }
  }
}

mock_provider "aws" {
  alias = "replica"

  mock_data "aws_region" {
    defaults = { name = "eu-west-2" }
  }
}

variables {
  name                     = "notejam-production"
  environment              = "production"
  endpoint_health_check_id = "7e7a28d2-163f-4b8f-b9cd-822f96c08d6a"
}

run "the_switch_is_a_metric_of_the_region_that_survives" {
  assert {
    condition     = "${aws_cloudwatch_metric_alarm.failed_over.alarm_name} ${aws_cloudwatch_metric_alarm.failed_over.namespace} ${aws_cloudwatch_metric_alarm.failed_over.metric_name} ${aws_cloudwatch_metric_alarm.failed_over.dimensions["Environment"]}" == "notejam-production-failed-over Notejam/Delivery FailedOver production"
    error_message = "The metric that the pipeline writes."
  }

  assert {
    condition     = "${aws_route53_health_check.failed_over.type} ${aws_route53_health_check.failed_over.cloudwatch_alarm_name} ${aws_route53_health_check.failed_over.cloudwatch_alarm_region}" == "CLOUDWATCH_METRIC notejam-production-failed-over eu-west-2"
    error_message = "Route 53 reads it in the replica's region, not in the one that may be lost."
  }

  assert {
    condition     = strcontains(aws_cloudwatch_metric_alarm.failed_over.alarm_description, "eu-west-2")
    error_message = "The alarm is the replica region's."
  }
}

run "one_minute_of_the_metric_switches_and_silence_changes_nothing" {
  assert {
    condition     = "${aws_cloudwatch_metric_alarm.failed_over.statistic} ${aws_cloudwatch_metric_alarm.failed_over.period} ${aws_cloudwatch_metric_alarm.failed_over.evaluation_periods} ${aws_cloudwatch_metric_alarm.failed_over.comparison_operator} ${aws_cloudwatch_metric_alarm.failed_over.threshold}" == "Maximum 60 1 GreaterThanOrEqualToThreshold 1"
    error_message = "Route 53 takes no shorter period, no percentiles and no M out of N."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.failed_over.treat_missing_data == "ignore" && aws_route53_health_check.failed_over.insufficient_data_health_status == "LastKnownStatus"
    error_message = "What was said last holds."
  }
}

run "traffic_needs_a_healthy_endpoint_and_no_failover" {
  assert {
    condition     = aws_route53_health_check.primary.type == "CALCULATED" && aws_route53_health_check.primary.child_health_threshold == 2 && aws_route53_health_check.primary.child_healthchecks == toset([var.endpoint_health_check_id, aws_route53_health_check.failed_over.id])
    error_message = "Both, not either."
  }

  assert {
    condition     = output.health_check_id == aws_route53_health_check.primary.id && output.health_check_id != aws_route53_health_check.failed_over.id
    error_message = "The record asks the calculated check."
  }
}
