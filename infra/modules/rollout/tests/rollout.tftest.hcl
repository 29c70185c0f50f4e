mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { name = "eu-central-1" }
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
    defaults = { arn = "arn:aws:iam::123456789012:role/notejam-production-eu-central-1-codedeploy" }
  }
}

variables {
  name                     = "notejam-production"
  cluster_name             = "notejam-production"
  service_name             = "notejam-production"
  task_role_arns           = ["arn:aws:iam::123456789012:role/execution", "arn:aws:iam::123456789012:role/task"]
  production_listener_arn  = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/notejam-production/50dc6c495c0c9188/aaaaaaaaaaaaaaaa"
  test_listener_arn        = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/notejam-production/50dc6c495c0c9188/bbbbbbbbbbbbbbbb"
  load_balancer_arn_suffix = "app/notejam-production/50dc6c495c0c9188"
  target_groups = {
    blue  = { name = "notejam-production-blue", arn_suffix = "targetgroup/notejam-production-blue/73e2d6bc24d8a067" }
    green = { name = "notejam-production-green", arn_suffix = "targetgroup/notejam-production-green/943f017f100becff" }
  }
}

run "blue_green_with_alarms_and_rollback" {
  assert {
    condition     = aws_codedeploy_app.this.compute_platform == "ECS" && aws_codedeploy_deployment_group.this.deployment_style[0].deployment_type == "BLUE_GREEN"
    error_message = "Blue-green on ECS."
  }

  assert {
    condition     = aws_codedeploy_deployment_group.this.deployment_config_name == "CodeDeployDefault.ECSCanary10Percent5Minutes"
    error_message = "Ten per cent for five minutes, then the rest."
  }

  assert {
    condition     = aws_codedeploy_deployment_group.this.auto_rollback_configuration[0].enabled && aws_codedeploy_deployment_group.this.auto_rollback_configuration[0].events == toset(["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"])
    error_message = "An alarm ends a deployment as stopped: without its event nothing would be rolled back."
  }

  assert {
    condition = toset(aws_codedeploy_deployment_group.this.alarm_configuration[0].alarms) == toset([
      "notejam-production-blue-5xx", "notejam-production-green-5xx",
      "notejam-production-blue-unhealthy", "notejam-production-green-unhealthy",
    ])
    error_message = "Either target group may be the new one."
  }

  assert {
    condition     = alltrue([for alarm in merge(aws_cloudwatch_metric_alarm.server_errors, { for key, alarm in aws_cloudwatch_metric_alarm.unhealthy : "${key}-unhealthy" => alarm }) : alarm.treat_missing_data == "notBreaching"])
    error_message = "An idle target group, which reports nothing, is no alarm."
  }

  assert {
    condition = [
      one(aws_codedeploy_deployment_group.this.load_balancer_info[0].target_group_pair_info[0].prod_traffic_route[0].listener_arns),
      one(aws_codedeploy_deployment_group.this.load_balancer_info[0].target_group_pair_info[0].test_traffic_route[0].listener_arns),
    ] == [var.production_listener_arn, var.test_listener_arn]
    error_message = "Each route has its own listener."
  }

  assert {
    condition     = flatten([for statement in data.aws_iam_policy_document.codedeploy.statement : [for action in statement.actions : action if contains(statement.resources, "*") && !strcontains(action, ":Describe")]]) == []
    error_message = "For all resources there is only describing, which knows no resource."
  }

  assert {
    condition     = flatten([for statement in data.aws_iam_policy_document.codedeploy.statement : [for action in statement.actions : action if strcontains(action, "*")]]) == []
    error_message = "No action is a wildcard."
  }

  assert {
    condition     = toset(flatten([for statement in data.aws_iam_policy_document.codedeploy.statement : tolist(statement.resources) if contains(statement.actions, "iam:PassRole")])) == toset(var.task_role_arns)
    error_message = "Only the tasks' roles are passed on."
  }
}

run "what_codedeploy_refuses_is_refused_early" {
  command = plan

  variables {
    deployment_config_name   = "CodeDeployDefault.AllAtOnce"
    termination_wait_minutes = 3000
    target_groups            = { blue = { name = "notejam-production-blue", arn_suffix = "targetgroup/notejam-production-blue/73e2d6bc24d8a067" } }
  }

  expect_failures = [var.deployment_config_name, var.termination_wait_minutes, var.target_groups]
}

run "roles_keep_within_a_boundary" {
  variables {
    permissions_boundary_arn = "arn:aws:iam::123456789012:policy/notejam-boundary"
  }

  assert {
    condition     = aws_iam_role.codedeploy.permissions_boundary == var.permissions_boundary_arn
    error_message = "Whoever may create roles only with a boundary gives it here."
  }
}

run "only_the_named_functions_are_called" {
  variables {
    hook_function_names = ["notejam-production-validate-release"]
  }

  assert {
    condition     = [for statement in data.aws_iam_policy_document.codedeploy.statement : join(",", statement.resources) if statement.sid == "CallHooks"] == ["arn:aws:lambda:eu-central-1:123456789012:function:notejam-production-validate-release"]
    error_message = "CodeDeploy calls the hooks of the AppSpec, and no other function."
  }
}
