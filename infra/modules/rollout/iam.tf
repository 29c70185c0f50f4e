locals {
  region    = data.aws_region.current.name
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  ecs       = "arn:${local.partition}:ecs:${local.region}:${local.account}"
}

data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["codedeploy.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account]
    }
  }
}

resource "aws_iam_role" "codedeploy" {
  name                 = "${var.name}-${local.region}-codedeploy"
  description          = "Shifts traffic of ${var.name} from one version to the next"
  assume_role_policy   = data.aws_iam_policy_document.assume.json
  permissions_boundary = var.permissions_boundary_arn
}

# AWS's managed AWSCodeDeployRoleForECS would reach every service and every listener of the account.
data "aws_iam_policy_document" "codedeploy" {
  statement {
    sid     = "ReplaceTaskSets"
    actions = ["ecs:CreateTaskSet", "ecs:DeleteTaskSet", "ecs:DescribeServices", "ecs:UpdateServicePrimaryTaskSet"]
    resources = [
      "${local.ecs}:service/${var.cluster_name}/${var.service_name}",
      "${local.ecs}:task-set/${var.cluster_name}/${var.service_name}/*",
    ]
  }

  statement {
    sid       = "ShiftTraffic"
    actions   = ["elasticloadbalancing:ModifyListener"]
    resources = [var.production_listener_arn, var.test_listener_arn]
  }

  statement {
    sid       = "SeeLoadBalancer"
    actions   = ["elasticloadbalancing:DescribeListeners", "elasticloadbalancing:DescribeRules", "elasticloadbalancing:DescribeTargetGroups"]
    resources = ["*"] # These actions know no resource.
  }

  statement {
    # Asked without names it is about all of them, and an alarm that cannot be read stops the deployment.
    sid       = "WatchAlarms"
    actions   = ["cloudwatch:DescribeAlarms"]
    resources = ["arn:${local.partition}:cloudwatch:${local.region}:${local.account}:alarm:*"]
  }

  dynamic "statement" {
    for_each = length(var.hook_function_names) > 0 ? [true] : []

    content {
      sid       = "CallHooks"
      actions   = ["lambda:InvokeFunction"]
      resources = [for name in var.hook_function_names : "arn:${local.partition}:lambda:${local.region}:${local.account}:function:${name}"]
    }
  }

  statement {
    sid       = "PassTaskRoles"
    actions   = ["iam:PassRole"]
    resources = var.task_role_arns

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ecs-tasks.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "codedeploy" {
  name   = "blue-green"
  role   = aws_iam_role.codedeploy.id
  policy = data.aws_iam_policy_document.codedeploy.json
}
