locals {
  account   = data.aws_caller_identity.current.account_id
  region    = data.aws_region.current.name
  partition = data.aws_partition.current.partition

  connection_arn = var.connection_arn == null ? aws_codeconnections_connection.this[0].arn : var.connection_arn
}

data "aws_caller_identity" "current" {}

data "aws_region" "current" {}

data "aws_partition" "current" {}

# Made pending: somebody confirms it once in the console, at GitHub. No token is stored anywhere.
resource "aws_codeconnections_connection" "this" {
  count = var.connection_arn == null ? 1 : 0

  name          = substr(var.name, 0, 32)
  provider_type = var.connection_provider
}

resource "aws_codepipeline" "this" {
  name           = var.name
  role_arn       = aws_iam_role.pipeline.arn
  pipeline_type  = "V2"
  execution_mode = "QUEUED" # No delivery overtakes another.

  artifact_store {
    type     = "S3"
    location = aws_s3_bucket.artifacts.bucket

    encryption_key {
      type = "KMS"
      id   = aws_kms_key.this.arn
    }
  }

  # The webhook: a merge is a push to the branch.
  trigger {
    provider_type = "CodeStarSourceConnection"

    git_configuration {
      source_action_name = "Source"

      push {
        branches {
          includes = [var.branch]
        }
      }
    }
  }

  stage {
    name = "Source"

    action {
      name             = "Source"
      category         = "Source"
      owner            = "AWS"
      provider         = "CodeStarSourceConnection"
      version          = "1"
      namespace        = "Source"
      output_artifacts = ["source"]

      configuration = {
        ConnectionArn    = local.connection_arn
        FullRepositoryId = var.repository
        BranchName       = var.branch
        # With its history: a release names the commit that it is of.
        OutputArtifactFormat = "CODEBUILD_CLONE_REF"
        DetectChanges        = "false" # The trigger above does.
      }
    }
  }

  dynamic "stage" {
    for_each = var.approval ? [1] : []

    content {
      name = "Approve"

      action {
        name     = "Approve"
        category = "Approval"
        owner    = "AWS"
        provider = "Manual"
        version  = "1"

        configuration = merge(
          { CustomData = "Deliver #{Source.CommitId} to ${var.environment}: #{Source.CommitMessage}" },
          var.approval_topic_arn == null ? {} : { NotificationArn = var.approval_topic_arn },
        )
      }
    }
  }

  stage {
    name = "Deploy"

    action {
      name            = "Deploy"
      category        = "Build"
      owner           = "AWS"
      provider        = "CodeBuild"
      version         = "1"
      input_artifacts = ["source"]

      configuration = {
        ProjectName = aws_codebuild_project.this.name
      }
    }
  }

  depends_on = [aws_iam_role_policy.pipeline]
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/codebuild/${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = aws_kms_key.this.arn
}

resource "aws_codebuild_project" "this" {
  name           = var.name
  description    = "./build.sh Deploy of ${var.repository} to ${var.environment}"
  service_role   = aws_iam_role.build.arn
  encryption_key = aws_kms_key.this.arn
  build_timeout  = var.timeout_minutes

  # Terraform's lock would make the second one wait anyway.
  concurrent_build_limit = 1

  environment {
    type            = "LINUX_CONTAINER"
    compute_type    = var.compute_type
    image           = var.image
    privileged_mode = true # The image is built with Docker.

    environment_variable {
      name  = "REGION"
      value = var.target_region
    }

    environment_variable {
      name  = "DELIVERY_ENVIRONMENT"
      value = var.environment
    }
  }

  source {
    type      = "CODEPIPELINE"
    buildspec = module.buildspec.yaml
  }

  artifacts {
    type = "CODEPIPELINE"
  }

  logs_config {
    cloudwatch_logs {
      group_name = aws_cloudwatch_log_group.this.name
    }
  }

  depends_on = [aws_iam_role_policy.build]
}
