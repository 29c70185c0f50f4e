# A group of their own: Scheduler names the group, not the schedule, when it assumes a role.
resource "aws_scheduler_schedule_group" "this" {
  name = var.name
}

resource "aws_scheduler_schedule" "this" {
  for_each = local.jobs

  name                         = local.names[each.key]
  description                  = "Starts the project ${local.names[each.key]}"
  group_name                   = aws_scheduler_schedule_group.this.name
  schedule_expression          = each.value.schedule
  schedule_expression_timezone = "UTC"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_codebuild_project.this[each.key].arn
    role_arn = aws_iam_role.schedule[each.key].arn

    # What could not be started within hours is not started at night: the next one comes, and until then silence tells.
    retry_policy {
      maximum_event_age_in_seconds = 7200
      maximum_retry_attempts       = 20
    }
  }

  depends_on = [aws_iam_role_policy.schedule]
}
