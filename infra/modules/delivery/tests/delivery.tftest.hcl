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
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555", key_id = "11111111-2222-3333-4444-555555555555" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/notejam-delivery-production-build" }
  }
  mock_resource "aws_s3_bucket" {
    defaults = { arn = "arn:aws:s3:::notejam-delivery-production-123456789012-eu-central-1" }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-central-1:123456789012:log-group:/codebuild/notejam-delivery-production" }
  }
  mock_resource "aws_codeconnections_connection" {
    defaults = { arn = "arn:aws:codeconnections:eu-central-1:123456789012:connection/11111111-2222-3333-4444-555555555555" }
  }
  mock_resource "aws_codebuild_project" {
    defaults = { arn = "arn:aws:codebuild:eu-central-1:123456789012:project/notejam-delivery-production" }
  }
}

variables {
  name               = "notejam-delivery-production"
  environment        = "production"
  target_region      = "eu-central-1"
  repository         = "octo-org/notejam-delivery"
  deploy_policy_arns = ["arn:aws:iam::123456789012:policy/notejam-github-deploy-service", "arn:aws:iam::123456789012:policy/notejam-github-deploy-access"]
}

run "a_merge_is_delivered" {
  assert {
    condition     = aws_codepipeline.this.pipeline_type == "V2" && one(aws_codepipeline.this.trigger[0].git_configuration[0].push[0].branches[0].includes) == "main"
    error_message = "A push to the branch starts it."
  }

  assert {
    condition     = aws_codepipeline.this.trigger[0].git_configuration[0].source_action_name == aws_codepipeline.this.stage[0].action[0].name
    error_message = "The trigger is of the source."
  }

  assert {
    condition     = [for stage in aws_codepipeline.this.stage : stage.name] == ["Source", "Deploy"]
    error_message = "Source, then delivery."
  }

  assert {
    condition     = aws_codepipeline.this.stage[0].action[0].provider == "CodeStarSourceConnection" && aws_codepipeline.this.stage[0].action[0].configuration.OutputArtifactFormat == "CODEBUILD_CLONE_REF" && !contains(keys(aws_codepipeline.this.stage[0].action[0].configuration), "OAuthToken")
    error_message = "By connection, with history, without a token."
  }

  assert {
    condition     = yamldecode(aws_codebuild_project.this.source[0].buildspec).phases.build.commands == ["./build.sh Deploy --region \"$REGION\" --environment \"$DELIVERY_ENVIRONMENT\""]
    error_message = "CodeBuild runs what everybody runs."
  }

  assert {
    condition     = anytrue([for command in yamldecode(aws_codebuild_project.this.source[0].buildspec).phases.install.commands : startswith(command, "sha256sum --check")])
    error_message = "What is downloaded is checked."
  }

  assert {
    condition     = aws_codebuild_project.this.environment[0].privileged_mode && { for variable in aws_codebuild_project.this.environment[0].environment_variable : variable.name => variable.value } == { REGION = "eu-central-1", DELIVERY_ENVIRONMENT = "production" }
    error_message = "Docker, and no secret in the environment."
  }
}

run "artifacts_and_logs_are_closed" {
  assert {
    condition     = one(aws_codepipeline.this.artifact_store).encryption_key[0].id == aws_kms_key.this.arn && one(aws_s3_bucket_server_side_encryption_configuration.artifacts.rule).apply_server_side_encryption_by_default[0].kms_master_key_id == aws_kms_key.this.arn && aws_kms_key.this.enable_key_rotation
    error_message = "Artifacts are encrypted with the module's key."
  }

  assert {
    condition     = aws_cloudwatch_log_group.this.kms_key_id == aws_kms_key.this.arn && aws_cloudwatch_log_group.this.retention_in_days == 90
    error_message = "So are logs, for a time."
  }

  assert {
    condition     = data.aws_iam_policy_document.bucket.statement[0].effect == "Deny" && one(data.aws_iam_policy_document.bucket.statement[0].condition).variable == "aws:SecureTransport"
    error_message = "TLS only."
  }

  assert {
    condition     = aws_s3_bucket_public_access_block.artifacts.restrict_public_buckets && aws_s3_bucket_public_access_block.artifacts.block_public_policy && aws_s3_bucket_lifecycle_configuration.artifacts.rule[0].expiration[0].days == 30
    error_message = "Never public, and not forever."
  }
}

run "roles_are_narrow" {
  assert {
    condition = flatten([for document in [data.aws_iam_policy_document.pipeline, data.aws_iam_policy_document.build] : [
      for statement in document.statement : [for action in statement.actions : action if strcontains(action, "*") || contains(statement.resources, "*")]
    ]]) == []
    error_message = "No wildcard."
  }

  assert {
    condition     = { for service, document in data.aws_iam_policy_document.assume : service => [for condition in document.statement[0].condition : one(condition.values) if condition.variable == "aws:SourceArn"] } == { codebuild = ["arn:aws:codebuild:eu-central-1:123456789012:project/notejam-delivery-production"], codepipeline = ["arn:aws:codepipeline:eu-central-1:123456789012:notejam-delivery-production"] }
    error_message = "Each role is for its one project or pipeline."
  }

  assert {
    condition     = toset([for attachment in aws_iam_role_policy_attachment.build : attachment.policy_arn]) == toset(var.deploy_policy_arns)
    error_message = "The build may what a deployment may."
  }
}

run "approval_and_connection_by_variable" {
  variables {
    approval           = true
    approval_topic_arn = "arn:aws:sns:eu-central-1:123456789012:notejam-approvals"
    connection_arn     = "arn:aws:codeconnections:eu-central-1:123456789012:connection/99999999-2222-3333-4444-555555555555"
  }

  assert {
    condition     = [for stage in aws_codepipeline.this.stage : stage.name] == ["Source", "Approve", "Deploy"] && aws_codepipeline.this.stage[1].action[0].configuration.NotificationArn == var.approval_topic_arn
    error_message = "A person between source and delivery."
  }

  assert {
    condition     = length(aws_codeconnections_connection.this) == 0 && aws_codepipeline.this.stage[0].action[0].configuration.ConnectionArn == var.connection_arn
    error_message = "The connection that exists."
  }
}

run "what_aws_refuses_or_should_not_get_is_refused" {
  command = plan

  variables {
    name               = "pipeline"
    repository         = "notejam"
    branch             = "*"
    deploy_policy_arns = ["arn:aws:iam::aws:policy/AdministratorAccess"]
    compute_type       = "t3.large"
    log_retention_days = 10
  }

  expect_failures = [var.name, var.repository, var.branch, var.deploy_policy_arns, var.compute_type, var.log_retention_days]
}
