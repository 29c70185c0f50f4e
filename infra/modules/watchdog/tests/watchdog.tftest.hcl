mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }

  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-west-2:123456789012:mocked" }
  }
}

variables {
  name        = "notejam-production-dr"
  environment = "production"
  kms_key_arn = "arn:aws:kms:eu-west-2:123456789012:key/5c6e1d3a-0d9f-4a39-8ad5-0fa8b1a0a6f2"
}

run "silence_is_the_alarm" {
  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.silence : alarm.treat_missing_data == "breaching" && alarm.comparison_operator == "LessThanThreshold" && alarm.threshold == 1])
    error_message = "No data is what it is there for."
  }

  assert {
    condition     = { for beat, alarm in aws_cloudwatch_metric_alarm.silence : alarm.metric_name => alarm.evaluation_periods * alarm.period } == { BackupsVerified = 172800, DrillPassed = 604800 }
    error_message = "Two days without a verdict, a week without a drill."
  }

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.silence : alarm.namespace == "Notejam/Delivery" && alarm.dimensions.Environment == "production" && alarm.alarm_actions == toset([aws_sns_topic.this.arn])])
    error_message = "It hears what the pipeline counts, and tells the topic."
  }
}

run "a_window_that_cloudwatch_does_not_have_is_refused" {
  command = plan

  variables {
    drill_passed_days = 8
  }

  expect_failures = [var.drill_passed_days]
}
