# Rotated secrets reach tasks by a new deployment: at once by the event of a rotation, and for sure by a schedule, which
# also comes back when a deployment was under way. Where secrets are replicas, no event tells of a rotation.
locals {
  schedules = merge({ redeploy = "Looks whether tasks of ${var.name} are older than their secrets" }, var.rotation_enabled ? {} : {
    apply-secrets = "Looks whether the secrets of ${var.name} were rotated in the other region"
  })
}

resource "aws_cloudwatch_event_rule" "schedule" {
  for_each = local.schedules

  name                = "${var.name}-${each.key}-schedule"
  description         = each.value
  schedule_expression = "rate(${var.look_interval_minutes} minutes)"
}

resource "aws_cloudwatch_event_rule" "rotated" {
  count = var.rotation_enabled ? 1 : 0

  name        = "${var.name}-secret-rotated"
  description = "A secret of ${var.name} was rotated"

  event_pattern = jsonencode({
    source      = ["aws.secretsmanager"]
    detail-type = ["AWS Service Event via CloudTrail"]
    detail = {
      eventSource         = ["secretsmanager.amazonaws.com"]
      eventName           = ["RotationSucceeded"]
      additionalEventData = { SecretId = values(local.secrets) }
    }
  })
}

locals {
  calls = merge(
    { for key, rule in aws_cloudwatch_event_rule.schedule : "${key}-schedule" => { function = key, rule = rule } },
    { for rule in aws_cloudwatch_event_rule.rotated : "redeploy-rotated" => { function = "redeploy", rule = rule } },
  )
}

resource "aws_cloudwatch_event_target" "this" {
  for_each = local.calls

  rule      = each.value.rule.name
  target_id = each.key
  arn       = aws_lambda_function.this[each.value.function].arn

  retry_policy {
    maximum_event_age_in_seconds = 3600
    maximum_retry_attempts       = 20
  }
}

resource "aws_lambda_permission" "events" {
  for_each = local.calls

  statement_id   = each.key
  action         = "lambda:InvokeFunction"
  function_name  = aws_lambda_function.this[each.value.function].function_name
  principal      = "events.amazonaws.com"
  source_arn     = each.value.rule.arn
  source_account = local.account
}
