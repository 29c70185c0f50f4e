mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { name = "eu-central-1" }
  }
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/notejam-production-eu-central-1-execution" }
  }
  mock_resource "aws_ecs_task_definition" {
    defaults = { arn = "arn:aws:ecs:eu-central-1:123456789012:task-definition/notejam-production-bootstrap:1" }
  }
  mock_resource "aws_ecs_cluster" {
    defaults = { arn = "arn:aws:ecs:eu-central-1:123456789012:cluster/notejam-production" }
  }
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{\"Version\":\"2012-10-17\",\"Statement\":[]}" }
  }
}

variables {
  name                            = "notejam-production"
  vpc_id                          = "vpc-0a1b2c3d"
  subnet_ids                      = ["subnet-0a", "subnet-0b", "subnet-0c"]
  load_balancer_security_group_id = "sg-0a1b2c3d"
  load_balancer_arn_suffix        = "app/notejam-production/50dc6c495c0c9188"
  initial_target_group_arn        = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/notejam-production-blue/73e2d6bc24d8a067"
  repository_arn                  = "arn:aws:ecr:eu-central-1:123456789012:repository/notejam-production"
  repository_url                  = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/notejam-production"
  environment                     = { Database__Host = "db.example" }
  secrets = {
    Database__Password = { secret_arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-a1b2c3", json_key = "password" }
  }
}

run "empty_hardened_and_least_privileged" {
  assert {
    condition     = aws_ecs_service.this.deployment_controller[0].type == "CODE_DEPLOY" && aws_ecs_service.this.desired_count == 0
    error_message = "CodeDeploy deploys; until the first deployment no task runs."
  }

  assert {
    condition     = !aws_ecs_service.this.network_configuration[0].assign_public_ip && length(aws_ecs_service.this.network_configuration[0].subnets) == 3
    error_message = "Tasks live in the private subnets of all zones."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.load_balancer.referenced_security_group_id == var.load_balancer_security_group_id && aws_vpc_security_group_ingress_rule.load_balancer.from_port == 8080
    error_message = "One rule: the load balancer to the container's port."
  }

  assert {
    condition     = output.task_definition_template.containerDefinitions[0].image == "REPLACED_BY_PIPELINE" && output.task_definition_template.family == "notejam-production"
    error_message = "The pipeline puts the image in, and its family is not the bootstrap's."
  }

  assert {
    condition     = contains(output.task_definition_template.containerDefinitions[0].environment, { name = "Database__Host", value = "db.example" })
    error_message = "Environment variables are a list of name and value."
  }

  assert {
    condition     = output.task_definition_template.containerDefinitions[0].secrets == [{ name = "Database__Password", valueFrom = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-a1b2c3:password::" }]
    error_message = "A secret with a JSON key is addressed as <arn>:<key>::."
  }

  assert {
    condition     = output.task_definition_template.containerDefinitions[0].logConfiguration.options["awslogs-group"] == "/ecs/notejam-production"
    error_message = "The container logs to the log group."
  }

  assert {
    condition     = output.task_definition_template.containerDefinitions[0].readonlyRootFilesystem
    error_message = "The container's file system cannot be written to."
  }

  assert {
    condition = [for statement in data.aws_iam_policy_document.execution.statement : "${join(",", sort(statement.actions))} on ${join(",", statement.resources)}" if contains(statement.resources, "*")] == [
      "ecr:GetAuthorizationToken on *",
    ]
    error_message = "Only the sign-in to ECR is for all resources."
  }

  assert {
    condition     = tolist(data.aws_iam_policy_document.secrets[0].statement[0].resources) == tolist(["arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-a1b2c3"])
    error_message = "Exactly the secrets of the container can be read."
  }

  assert {
    condition     = aws_iam_role.execution.name == "notejam-production-eu-central-1-execution" && aws_iam_role.task.name == "notejam-production-eu-central-1-task"
    error_message = "IAM is one for all regions: two regions must not fight for a name."
  }

  assert {
    condition     = aws_cloudwatch_log_group.this.retention_in_days == 30
    error_message = "Logs are kept 30 days."
  }
}

run "scales_on_cpu_and_on_requests_per_task" {
  assert {
    condition     = aws_appautoscaling_target.this[0].resource_id == "service/notejam-production/notejam-production" && aws_appautoscaling_target.this[0].min_capacity == 3 && aws_appautoscaling_target.this[0].max_capacity == 12
    error_message = "3 to 12 tasks."
  }

  assert {
    condition     = aws_appautoscaling_policy.cpu[0].target_tracking_scaling_policy_configuration[0].predefined_metric_specification[0].predefined_metric_type == "ECSServiceAverageCPUUtilization" && aws_appautoscaling_policy.cpu[0].target_tracking_scaling_policy_configuration[0].target_value == 60
    error_message = "CPU is held at 60 per cent."
  }

  assert {
    condition     = length(aws_appautoscaling_policy.requests[0].target_tracking_scaling_policy_configuration[0].predefined_metric_specification) == 0
    error_message = "The ready-made metric of requests names a target group, and the live one changes."
  }

  assert {
    condition     = [for metric in aws_appautoscaling_policy.requests[0].target_tracking_scaling_policy_configuration[0].customized_metric_specification[0].metrics : metric.expression if metric.return_data] == ["requests / tasks"]
    error_message = "One result: requests per task."
  }

  assert {
    condition = toset(flatten([
      for metric in aws_appautoscaling_policy.requests[0].target_tracking_scaling_policy_configuration[0].customized_metric_specification[0].metrics :
      [for stat in metric.metric_stat : [for dimension in stat.metric[0].dimensions : "${metric.id} ${stat.stat} ${stat.metric[0].namespace} ${dimension.name}=${dimension.value}"]]
      ])) == toset([
      "requests Sum AWS/ApplicationELB LoadBalancer=app/notejam-production/50dc6c495c0c9188",
      "tasks Average ECS/ContainerInsights ClusterName=notejam-production",
      "tasks Average ECS/ContainerInsights ServiceName=notejam-production",
    ])
    error_message = "The load balancer's requests over the service's tasks."
  }

  assert {
    condition     = [for setting in aws_ecs_cluster.this.setting : "${setting.name}=${setting.value}"] == ["containerInsights=enhanced"]
    error_message = "Running tasks are counted by Container Insights."
  }

  assert {
    condition     = aws_cloudwatch_log_group.insights.name == "/aws/ecs/containerinsights/notejam-production/performance" && aws_cloudwatch_log_group.insights.retention_in_days == 30
    error_message = "What Container Insights write is not kept for ever."
  }
}

run "a_fixed_number_of_tasks" {
  variables {
    autoscaling_enabled = false
  }

  assert {
    condition     = length(aws_appautoscaling_target.this) + length(aws_appautoscaling_policy.cpu) + length(aws_appautoscaling_policy.requests) == 0
    error_message = "Nothing scales."
  }
}

run "scaling_to_nowhere_is_refused" {
  command = plan

  variables {
    min_tasks                = 4
    max_tasks                = 3
    cpu_target_percent       = 100
    requests_per_task_target = 0
  }

  expect_failures = [var.max_tasks, var.cpu_target_percent, var.requests_per_task_target]
}

run "secrets_are_decrypted_with_their_key_through_secrets_manager" {
  command = plan

  variables {
    secrets_kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/5c6e1d3a-0d9f-4a39-8ad5-0fa8b1a0a6f2"
  }

  assert {
    condition = [for statement in data.aws_iam_policy_document.secrets[0].statement : [join(",", statement.actions), join(",", statement.resources), join(",", one(statement.condition).values)] if statement.sid == "DecryptSecrets"] == [
      ["kms:Decrypt", var.secrets_kms_key_arn, "secretsmanager.eu-central-1.amazonaws.com"],
    ]
    error_message = "The execution role decrypts with one key, and through Secrets Manager only."
  }
}

run "wrong_sizes_ports_and_secrets_are_refused" {
  command = plan

  variables {
    environment    = { Database__Password = "hunter2" }
    cpu            = 512
    memory_mib     = 512
    container_port = 80
  }

  expect_failures = [var.environment, var.memory_mib, var.container_port]
}

run "roles_keep_within_a_boundary" {
  variables {
    permissions_boundary_arn = "arn:aws:iam::123456789012:policy/notejam-boundary"
  }

  assert {
    condition     = aws_iam_role.execution.permissions_boundary == var.permissions_boundary_arn
    error_message = "Whoever may create roles only with a boundary gives it here."
  }
}

run "tasks_reach_https_and_what_is_named" {
  variables {
    egress_ports = { mail = 587 }
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.https.from_port == 443 && [for what, rule in aws_vpc_security_group_egress_rule.more : "${what} ${rule.from_port}-${rule.to_port}"] == ["mail 587-587"]
    error_message = "Out by HTTPS, and by the ports that are named."
  }
}

run "what_is_no_port_is_refused" {
  command = plan

  variables {
    egress_ports = { mail = 0 }
  }

  expect_failures = [var.egress_ports]
}
