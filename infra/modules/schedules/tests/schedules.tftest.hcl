mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { name = "eu-west-2" }
  }
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{\"Version\":\"2012-10-17\",\"Statement\":[]}" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/notejam-delivery-production-some" }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-west-2:123456789012:log-group:/codebuild/notejam-delivery-production-some" }
  }
  mock_resource "aws_codeconnections_connection" {
    defaults = { arn = "arn:aws:codeconnections:eu-west-2:123456789012:connection/11111111-2222-3333-4444-555555555555" }
  }
}

# Told apart: a schedule that starts the other one's project would be seen.
override_resource {
  target = aws_codebuild_project.this["drill"]
  values = { arn = "arn:aws:codebuild:eu-west-2:123456789012:project/notejam-delivery-production-drill" }
}

override_resource {
  target = aws_codebuild_project.this["verify-backups"]
  values = { arn = "arn:aws:codebuild:eu-west-2:123456789012:project/notejam-delivery-production-verify-backups" }
}

override_resource {
  target = aws_iam_role.schedule["drill"]
  values = { arn = "arn:aws:iam::123456789012:role/notejam-delivery-production-drill-schedule" }
}

override_resource {
  target = aws_iam_role.schedule["verify-backups"]
  values = { arn = "arn:aws:iam::123456789012:role/notejam-delivery-production-verify-backups-schedule" }
}

variables {
  name            = "notejam-delivery-production"
  environment     = "production"
  primary_region  = "eu-central-1"
  repository      = "octo-org/notejam-delivery"
  log_kms_key_arn = "arn:aws:kms:eu-west-2:123456789012:key/11111111-2222-3333-4444-555555555555"
  policy_arns = {
    drill          = ["arn:aws:iam::123456789012:policy/notejam-github-drill-data", "arn:aws:iam::123456789012:policy/notejam-github-read-data"]
    verify-backups = ["arn:aws:iam::123456789012:policy/notejam-github-verify-backups", "arn:aws:iam::123456789012:policy/notejam-github-read-data"]
  }
}

run "backups_are_verified_daily_and_a_drill_is_run_twice_a_week" {
  assert {
    condition = { for job, schedule in aws_scheduler_schedule.this : job => schedule.schedule_expression } == {
      drill          = "cron(30 8 ? * MON,THU *)"
      verify-backups = "cron(0 7 * * ? *)"
    }
    error_message = "Daily after the backup of two o'clock; on Mondays and Thursdays."
  }

  assert {
    condition     = alltrue([for schedule in aws_scheduler_schedule.this : schedule.schedule_expression_timezone == "UTC" && schedule.flexible_time_window[0].mode == "OFF" && schedule.group_name == "notejam-delivery-production"])
    error_message = "To the minute, in UTC, in the group."
  }

  assert {
    condition     = alltrue([for job, schedule in aws_scheduler_schedule.this : schedule.target[0].arn == aws_codebuild_project.this[job].arn && schedule.target[0].role_arn == aws_iam_role.schedule[job].arn && endswith(schedule.target[0].arn, "-${job}") && endswith(schedule.target[0].role_arn, "-${job}-schedule")])
    error_message = "Each starts its own project in its own role."
  }
}

run "projects_run_what_everybody_runs" {
  assert {
    condition = { for job, project in aws_codebuild_project.this : job => yamldecode(project.source[0].buildspec).phases.build.commands } == {
      drill          = ["./build.sh DrDrill --environment \"$DELIVERY_ENVIRONMENT\" --time-ceiling 90"]
      verify-backups = ["./build.sh VerifyBackups --region \"$PRIMARY_REGION\" --environment \"$DELIVERY_ENVIRONMENT\""]
    }
    error_message = "The targets, and nothing beside them."
  }

  assert {
    condition     = alltrue([for project in aws_codebuild_project.this : { for variable in project.environment[0].environment_variable : variable.name => variable.value } == { DELIVERY_ENVIRONMENT = "production", PRIMARY_REGION = "eu-central-1" } && !project.environment[0].privileged_mode])
    error_message = "No secret in the environment, and no Docker."
  }

  assert {
    condition     = [for command in yamldecode(aws_codebuild_project.this["drill"].source[0].buildspec).phases.post_build.commands : command if strcontains(command, "--teardown")] == ["if [ \"$CODEBUILD_BUILD_SUCCEEDING\" != 1 ]; then ./build.sh DrDrill --environment \"$DELIVERY_ENVIRONMENT\" --teardown; fi"]
    error_message = "A drill that failed is taken down, and only that."
  }

  assert {
    condition     = !strcontains(aws_codebuild_project.this["verify-backups"].source[0].buildspec, "DrDrill") && aws_codebuild_project.this["drill"].build_timeout == 150
    error_message = "Verifying takes nothing down, and the teardown has an hour after the ceiling."
  }

  assert {
    condition     = alltrue([for project in aws_codebuild_project.this : project.source[0].type == "GITHUB" && project.source[0].location == "https://github.com/octo-org/notejam-delivery.git" && project.source_version == "main" && project.source[0].auth[0].type == "CODECONNECTIONS" && project.source[0].auth[0].resource == aws_codeconnections_connection.this[0].arn])
    error_message = "The branch, by connection, without a token."
  }

  assert {
    condition     = alltrue([for project in aws_codebuild_project.this : project.concurrent_build_limit == 1])
    error_message = "One drill at a time."
  }
}

run "logs_are_encrypted_for_a_time" {
  assert {
    condition     = { for job, group in aws_cloudwatch_log_group.this : job => group.name } == { drill = "/codebuild/notejam-delivery-production-drill", verify-backups = "/codebuild/notejam-delivery-production-verify-backups" } && alltrue([for group in aws_cloudwatch_log_group.this : group.kms_key_id == var.log_kms_key_arn && group.retention_in_days == 90])
    error_message = "Under the key that was given, for 90 days."
  }

  assert {
    condition     = alltrue([for job, project in aws_codebuild_project.this : project.logs_config[0].cloudwatch_logs[0].group_name == aws_cloudwatch_log_group.this[job].name])
    error_message = "Each project writes its own."
  }
}

run "roles_are_narrow" {
  assert {
    condition     = { for job, document in data.aws_iam_policy_document.schedule : job => [for statement in document.statement : { actions = tolist(statement.actions), resources = tolist(statement.resources) }] } == { for job, project in aws_codebuild_project.this : job => [{ actions = tolist(["codebuild:StartBuild"]), resources = tolist([project.arn]) }] }
    error_message = "A schedule starts its project, nothing else."
  }

  assert {
    condition = flatten([for document in concat(values(data.aws_iam_policy_document.build), values(data.aws_iam_policy_document.schedule)) : [
      for statement in document.statement : [for action in statement.actions : action if strcontains(action, "*") || contains(statement.resources, "*")]
    ]]) == []
    error_message = "No wildcard."
  }

  assert {
    condition = { for role, document in data.aws_iam_policy_document.assume : role => [for condition in document.statement[0].condition : one(condition.values) if condition.variable == "aws:SourceArn"] } == {
      "drill/build"             = ["arn:aws:codebuild:eu-west-2:123456789012:project/notejam-delivery-production-drill"]
      "drill/schedule"          = ["arn:aws:scheduler:eu-west-2:123456789012:schedule-group/notejam-delivery-production"]
      "verify-backups/build"    = ["arn:aws:codebuild:eu-west-2:123456789012:project/notejam-delivery-production-verify-backups"]
      "verify-backups/schedule" = ["arn:aws:scheduler:eu-west-2:123456789012:schedule-group/notejam-delivery-production"]
    }
    error_message = "A role is for its project, or for this group of schedules."
  }

  assert {
    condition     = alltrue([for role, document in data.aws_iam_policy_document.assume : anytrue([for condition in document.statement[0].condition : condition.variable == "aws:SourceAccount" && one(condition.values) == "123456789012"]) && one(one(document.statement[0].principals).identifiers) == (endswith(role, "/build") ? "codebuild.amazonaws.com" : "scheduler.amazonaws.com")])
    error_message = "Of the service that needs it, in this account."
  }

  assert {
    condition     = { for job in ["drill", "verify-backups"] : job => toset([for key, attachment in aws_iam_role_policy_attachment.build : attachment.policy_arn if startswith(key, "${job}/") && attachment.role == "notejam-delivery-production-${job}"]) } == { for job, arns in var.policy_arns : job => toset(arns) }
    error_message = "Each may what the same target may from GitHub."
  }

  # Under this prefix the deploy role keeps its hands off.
  assert {
    condition     = alltrue([for role in concat(values(aws_iam_role.build), values(aws_iam_role.schedule)) : startswith(role.name, "notejam-delivery-production-") && length(role.name) <= 64 && role.permissions_boundary == null])
    error_message = "Roles are named as the deploy role's own policy denies them to it."
  }
}

run "boundary_connection_host_and_hours_by_variable" {
  variables {
    permissions_boundary_arn = "arn:aws:iam::123456789012:policy/everybody"
    connection_arn           = "arn:aws:codeconnections:eu-west-2:123456789012:connection/99999999-2222-3333-4444-555555555555"
    connection_provider      = "GitLab"
    branch                   = "release"
    drill_schedule           = "cron(0 3 ? * TUE,FRI *)"
    drill_minutes            = 30
  }

  assert {
    condition     = alltrue([for role in concat(values(aws_iam_role.build), values(aws_iam_role.schedule)) : role.permissions_boundary == var.permissions_boundary_arn])
    error_message = "All roles are held by it."
  }

  assert {
    condition     = length(aws_codeconnections_connection.this) == 0 && alltrue([for project in aws_codebuild_project.this : project.source[0].auth[0].resource == var.connection_arn && project.source[0].type == "GITLAB" && project.source[0].location == "https://gitlab.com/octo-org/notejam-delivery.git" && project.source_version == "release"])
    error_message = "The connection that exists, its host, another branch."
  }

  assert {
    condition     = aws_scheduler_schedule.this["drill"].schedule_expression == "cron(0 3 ? * TUE,FRI *)" && aws_codebuild_project.this["drill"].build_timeout == 90 && strcontains(aws_codebuild_project.this["drill"].source[0].buildspec, "--time-ceiling 30")
    error_message = "Another hour, and a shorter one."
  }
}

run "what_would_go_with_the_primary_region_is_refused" {
  command = plan

  variables {
    primary_region = "eu-west-2"
  }

  expect_failures = [aws_codebuild_project.this]
}

run "what_aws_refuses_or_should_not_get_is_refused" {
  command = plan

  variables {
    name                    = "pipeline"
    repository              = "notejam"
    branch                  = "*"
    policy_arns             = { drill = ["arn:aws:iam::aws:policy/AdministratorAccess"] }
    verify_backups_schedule = "daily"
    drill_schedule          = "rate(3 days)"
    drill_minutes           = 5
    compute_type            = "t3.large"
    log_retention_days      = 10
  }

  expect_failures = [var.name, var.repository, var.branch, var.policy_arns, var.verify_backups_schedule, var.drill_schedule, var.drill_minutes, var.compute_type, var.log_retention_days]
}
