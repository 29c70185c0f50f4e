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
    defaults = { arn = "arn:aws:iam::123456789012:role/notejam-production-eu-central-1-function" }
  }
  mock_resource "aws_lambda_function" {
    defaults = { arn = "arn:aws:lambda:eu-central-1:123456789012:function:notejam-production-function" }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/notejam-production-function" }
  }
  mock_resource "aws_cloudwatch_event_rule" {
    defaults = { arn = "arn:aws:events:eu-central-1:123456789012:rule/notejam-production-rule" }
  }
}

variables {
  name                     = "notejam-production"
  package                  = "tests/package.zip"
  vpc_id                   = "vpc-0a1b2c3d"
  subnet_ids               = ["subnet-0a", "subnet-0b", "subnet-0c"]
  test_url                 = "http://notejam.example:9080"
  test_port                = 9080
  database_secret_arn      = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:notejam-production/database-a1b2c3"
  cache_secret_arn         = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:notejam-production/cache-a1b2c3"
  secrets_kms_key_arn      = "arn:aws:kms:eu-central-1:123456789012:key/5c6e1d3a-0d9f-4a39-8ad5-0fa8b1a0a6f2"
  alerts_topic_arn         = "arn:aws:sns:eu-central-1:123456789012:notejam-production-alerts"
  alerts_kms_key_arn       = "arn:aws:kms:eu-central-1:123456789012:key/0a63d5e9-7d84-4d0b-a1a3-6a0e5e6b3c11"
  log_kms_key_arn          = "arn:aws:kms:eu-central-1:123456789012:key/4b5d0c29-fc98-4289-94ee-ef97af0695f1"
  permissions_boundary_arn = "arn:aws:iam::123456789012:policy/notejam-boundary"

  database = {
    identifier  = "notejam-production"
    arn         = "arn:aws:rds:eu-central-1:123456789012:db:notejam-production"
    resource_id = "db-A1B2C3"
    address     = "db.example"
    port        = 5432
    name        = "notejam"
    username    = "notejam"
  }

  cache = { replication_group_id = "notejam-production", address = "cache.example", port = 6379 }

  rollout = {
    cluster_name          = "notejam-production"
    service_name          = "notejam-production"
    application_name      = "notejam-production"
    deployment_group_name = "notejam-production"
  }
}

run "one_package_and_a_handler_each" {
  assert {
    condition = { for key, function in aws_lambda_function.this : key => "${function.function_name} ${function.handler} ${function.runtime}" } == {
      validate-release = "notejam-production-validate-release ValidateRelease provided.al2023"
      redeploy         = "notejam-production-redeploy Redeploy provided.al2023"
      apply-secrets    = "notejam-production-apply-secrets ApplySecrets provided.al2023"
      rotate-database  = "notejam-production-rotate-database RotateDatabaseSecret provided.al2023"
      rotate-cache     = "notejam-production-rotate-cache RotateCacheToken provided.al2023"
    }
    error_message = "Five functions are one executable."
  }

  assert {
    condition     = alltrue([for function in aws_lambda_function.this : function.source_code_hash == filebase64sha256(var.package) && function.reserved_concurrent_executions == -1])
    error_message = "Another package is another code; nothing is reserved, which a new account has too little for."
  }

  assert {
    condition     = [for key, function in aws_lambda_function.this : key if length(function.vpc_config) == 0] == ["redeploy"]
    error_message = "Only who asks nothing but AWS stays out of the network."
  }

  assert {
    condition     = alltrue([for group in aws_cloudwatch_log_group.this : group.retention_in_days == 30 && group.kms_key_id == var.log_kms_key_arn])
    error_message = "Logs are kept 30 days, under the key given."
  }

  assert {
    condition     = alltrue([for config in aws_lambda_function_event_invoke_config.this : config.destination_config[0].on_failure[0].destination == var.alerts_topic_arn])
    error_message = "A call that failed for good is told."
  }

  assert {
    condition     = output.rollout_hooks == { AfterAllowTestTraffic = "notejam-production-validate-release" }
    error_message = "A release is asked while only the test listener leads to it."
  }
}

run "each_role_may_do_its_own_work_alone" {
  assert {
    condition     = alltrue([for key, role in aws_iam_role.this : role.name == "notejam-production-eu-central-1-${key}" && role.permissions_boundary == var.permissions_boundary_arn])
    error_message = "IAM is one for all regions, and roles keep within the boundary."
  }

  assert {
    condition     = toset(flatten([for document in data.aws_iam_policy_document.this : [for statement in document.statement : statement.sid if contains(statement.resources, "*")]])) == toset(["EnterTheNetwork", "SeeDefinition", "TellCodeDeploy"])
    error_message = "Only Lambda's own way into the network is for all resources, and what IAM knows no resource of."
  }

  assert {
    condition = { for key, document in data.aws_iam_policy_document.this : key => sort(distinct(flatten([for statement in document.statement : [for action in statement.actions : action if !startswith(action, "logs:") && !startswith(action, "ec2:") && !startswith(action, "kms:") && !startswith(action, "sns:")]]))) } == {
      validate-release = tolist(["codedeploy:PutLifecycleEventHookExecutionStatus"])
      redeploy         = tolist(["codedeploy:CreateDeployment", "codedeploy:GetApplicationRevision", "codedeploy:GetDeployment", "codedeploy:GetDeploymentConfig", "codedeploy:ListDeployments", "codedeploy:RegisterApplicationRevision", "ecs:DescribeServices", "ecs:DescribeTaskDefinition", "secretsmanager:DescribeSecret"])
      apply-secrets    = tolist(["elasticache:DescribeReplicationGroups", "elasticache:ModifyReplicationGroup", "rds:ModifyDBInstance", "secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"])
      rotate-database  = tolist(["rds:ModifyDBInstance", "secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue", "secretsmanager:UpdateSecretVersionStage"])
      rotate-cache     = tolist(["elasticache:DescribeReplicationGroups", "elasticache:ModifyReplicationGroup", "secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue", "secretsmanager:UpdateSecretVersionStage"])
    }
    error_message = "Who validates reads no secret, and who rotates one secret does not read the other."
  }

  assert {
    condition     = one([for statement in data.aws_iam_policy_document.this["rotate-database"].statement : statement.resources if statement.sid == "RotateSecret"]) == toset([var.database_secret_arn])
    error_message = "The database's function rotates the database's secret."
  }

  assert {
    condition     = !strcontains(jsonencode([for function in aws_lambda_function.this : function.environment]), "password")
    error_message = "No secret stands in an environment."
  }
}

run "secrets_are_rotated_and_tasks_follow" {
  assert {
    condition     = { for key, rotation in aws_secretsmanager_secret_rotation.this : key => "${rotation.secret_id} ${rotation.rotation_rules[0].automatically_after_days}" } == { rotate-database = "${var.database_secret_arn} 30", rotate-cache = "${var.cache_secret_arn} 30" }
    error_message = "Both secrets are rotated every 30 days."
  }

  assert {
    condition     = { for key, permission in aws_lambda_permission.rotation : key => "${permission.principal} ${permission.source_arn} ${permission.source_account}" } == { rotate-database = "secretsmanager.amazonaws.com ${var.database_secret_arn} 123456789012", rotate-cache = "secretsmanager.amazonaws.com ${var.cache_secret_arn} 123456789012" }
    error_message = "Secrets Manager calls for its secret and this account alone."
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.rotated[0].event_pattern).detail == { eventSource = ["secretsmanager.amazonaws.com"], eventName = ["RotationSucceeded"], additionalEventData = { SecretId = [var.cache_secret_arn, var.database_secret_arn] } }
    error_message = "The rotation of one of these secrets starts a deployment."
  }

  assert {
    condition     = { for key, target in aws_cloudwatch_event_target.this : key => "${target.rule} ${target.retry_policy[0].maximum_retry_attempts}" } == { redeploy-schedule = "notejam-production-redeploy-schedule 20", redeploy-rotated = "notejam-production-secret-rotated 20" }
    error_message = "Event and schedule call the same function."
  }

  assert {
    condition     = alltrue([for permission in aws_lambda_permission.events : permission.principal == "events.amazonaws.com" && permission.source_account == "123456789012" && permission.source_arn != null])
    error_message = "EventBridge calls for its rule and this account alone."
  }

  assert {
    condition     = aws_lambda_invocation.apply_secrets.function_name == "notejam-production-apply-secrets" && aws_lambda_invocation.apply_secrets.triggers == tomap({ database = "db-A1B2C3", cache = "cache.example" })
    error_message = "A database or cache that is made anew learns its secrets."
  }
}

run "replicas_are_followed_and_not_rotated" {
  variables {
    rotation_enabled = false
  }

  assert {
    condition     = length(aws_secretsmanager_secret_rotation.this) + length(aws_cloudwatch_event_rule.rotated) == 0 && toset(keys(aws_lambda_function.this)) == toset(["validate-release", "redeploy", "apply-secrets"])
    error_message = "A replica cannot be rotated."
  }

  assert {
    condition     = toset(keys(aws_cloudwatch_event_target.this)) == toset(["redeploy-schedule", "apply-secrets-schedule"])
    error_message = "What the other region rotated is taken up by schedule."
  }
}

run "concurrency_is_reserved_when_asked_for" {
  variables {
    concurrency_reserved = true
  }

  assert {
    condition     = alltrue([for function in aws_lambda_function.this : function.reserved_concurrent_executions > 0])
    error_message = "No other function of the account takes it."
  }
}

run "a_missing_package_is_named_before_anything_is_made" {
  command = plan

  variables {
    package = "tests/none.zip"
  }

  expect_failures = [aws_lambda_function.this]
}

run "nonsense_is_refused" {
  command = plan

  variables {
    package                  = "functions.tar"
    rotation_days            = 0
    look_interval_minutes    = 1
    memory_mib               = 64
    log_retention_days       = 31
    database_authorities_url = "http://truststore.example/bundle.pem"
  }

  expect_failures = [var.package, var.rotation_days, var.look_interval_minutes, var.memory_mib, var.log_retention_days, var.database_authorities_url]
}
