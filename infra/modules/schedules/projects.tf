module "buildspec" {
  source   = "../buildspec"
  for_each = local.jobs

  commands            = [each.value.command]
  commands_afterwards = each.value.afterwards
  terraform_version   = var.terraform_version
}

resource "aws_cloudwatch_log_group" "this" {
  for_each = local.jobs

  name              = "/codebuild/${local.names[each.key]}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_kms_key_arn
}

resource "aws_codebuild_project" "this" {
  for_each = local.jobs

  name           = local.names[each.key]
  description    = "${split(" --", each.value.command)[0]} of ${var.environment}, by the clock"
  service_role   = aws_iam_role.build[each.key].arn
  build_timeout  = each.value.timeout_minutes
  source_version = var.branch

  # There is one drill at a time; Scheduler tries again for a while.
  concurrent_build_limit = 1

  environment {
    type         = "LINUX_CONTAINER"
    compute_type = var.compute_type
    image        = var.image
    # Neither needs Docker.
    privileged_mode = false

    environment_variable {
      name  = "DELIVERY_ENVIRONMENT"
      value = var.environment
    }

    environment_variable {
      name  = "PRIMARY_REGION"
      value = var.primary_region
    }
  }

  source {
    type            = upper(var.connection_provider)
    location        = "${local.hosts[var.connection_provider]}/${var.repository}.git"
    git_clone_depth = 1
    buildspec       = module.buildspec[each.key].yaml

    auth {
      type     = "CODECONNECTIONS"
      resource = local.connection_arn
    }
  }

  # A drill's report lies with its journal, and both tell in the log.
  artifacts {
    type = "NO_ARTIFACTS"
  }

  logs_config {
    cloudwatch_logs {
      group_name = aws_cloudwatch_log_group.this[each.key].name
    }
  }

  # CodeBuild tries the connection, in the role's name, when a project is made.
  depends_on = [aws_iam_role_policy.build]

  lifecycle {
    precondition {
      condition     = var.primary_region != local.region
      error_message = "The provider of modules/schedules is of ${local.region}, the primary region: what looks after it stands in the disaster-recovery region, or goes with it."
    }
  }
}

locals {
  hosts = { GitHub = "https://github.com", GitLab = "https://gitlab.com", Bitbucket = "https://bitbucket.org" }
}
