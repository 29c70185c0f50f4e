locals {
  # Of each job, who assumes its two roles, and for what.
  trusts = merge(
    { for job, name in local.names : "${job}/build" => { service = "codebuild", source = "arn:${local.partition}:codebuild:${local.region}:${local.account}:project/${name}" } },
    { for job in keys(local.jobs) : "${job}/schedule" => { service = "scheduler", source = "arn:${local.partition}:scheduler:${local.region}:${local.account}:schedule-group/${var.name}" } },
  )
}

data "aws_iam_policy_document" "assume" {
  for_each = local.trusts

  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["${each.value.service}.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account]
    }

    # This project and this group of schedules, nobody else's.
    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [each.value.source]
    }
  }
}

# What modules/identity lets the same target do from GitHub, and what CodeBuild needs to run at all.
resource "aws_iam_role" "build" {
  for_each = local.jobs

  name                 = local.names[each.key]
  description          = "Runs ${split(" --", each.value.command)[0]} for ${var.environment}"
  assume_role_policy   = data.aws_iam_policy_document.assume["${each.key}/build"].json
  permissions_boundary = var.permissions_boundary_arn
}

resource "aws_iam_role_policy_attachment" "build" {
  for_each = merge([for job, arns in var.policy_arns : { for arn in arns : "${job}/${reverse(split("/", arn))[0]}" => { job = job, arn = arn } }]...)

  role       = aws_iam_role.build[each.value.job].name
  policy_arn = each.value.arn
}

data "aws_iam_policy_document" "build" {
  for_each = local.jobs

  statement {
    sid       = "Clone"
    actions   = ["codeconnections:GetConnection", "codeconnections:GetConnectionToken", "codeconnections:UseConnection", "codestar-connections:UseConnection"]
    resources = [local.connection_arn]
  }

  statement {
    sid       = "Logs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.this[each.key].arn}:*"]
  }
}

resource "aws_iam_role_policy" "build" {
  for_each = local.jobs

  name   = "build"
  role   = aws_iam_role.build[each.key].id
  policy = data.aws_iam_policy_document.build[each.key].json
}

resource "aws_iam_role" "schedule" {
  for_each = local.jobs

  name                 = "${local.names[each.key]}-schedule"
  description          = "Starts the project ${local.names[each.key]}"
  assume_role_policy   = data.aws_iam_policy_document.assume["${each.key}/schedule"].json
  permissions_boundary = var.permissions_boundary_arn
}

data "aws_iam_policy_document" "schedule" {
  for_each = local.jobs

  statement {
    sid       = "Start"
    actions   = ["codebuild:StartBuild"]
    resources = [aws_codebuild_project.this[each.key].arn]
  }
}

resource "aws_iam_role_policy" "schedule" {
  for_each = local.jobs

  name   = "start"
  role   = aws_iam_role.schedule[each.key].id
  policy = data.aws_iam_policy_document.schedule[each.key].json
}
