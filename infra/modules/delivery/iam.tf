data "aws_iam_policy_document" "assume" {
  for_each = toset(["codebuild", "codepipeline"])

  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["${each.key}.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account]
    }

    # This project and this pipeline, nobody else's.
    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [each.key == "codebuild" ? "arn:${local.partition}:codebuild:${local.region}:${local.account}:project/${var.name}" : "arn:${local.partition}:codepipeline:${local.region}:${local.account}:${var.name}"]
    }
  }
}

resource "aws_iam_role" "pipeline" {
  name               = "${var.name}-pipeline"
  description        = "Fetches ${var.repository} and starts its delivery"
  assume_role_policy = data.aws_iam_policy_document.assume["codepipeline"].json
}

data "aws_iam_policy_document" "pipeline" {
  statement {
    sid       = "Source"
    actions   = ["codeconnections:UseConnection", "codestar-connections:UseConnection"]
    resources = [local.connection_arn]

    condition {
      test     = "StringEqualsIfExists"
      variable = "codeconnections:FullRepositoryId"
      values   = [var.repository]
    }
  }

  statement {
    sid       = "Build"
    actions   = ["codebuild:BatchGetBuilds", "codebuild:StartBuild"]
    resources = [aws_codebuild_project.this.arn]
  }

  statement {
    sid       = "Artifacts"
    actions   = ["s3:GetBucketLocation", "s3:GetBucketVersioning", "s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket", "s3:PutObject"]
    resources = [aws_s3_bucket.artifacts.arn, "${aws_s3_bucket.artifacts.arn}/*"]
  }

  statement {
    sid       = "ArtifactsKey"
    actions   = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"]
    resources = [aws_kms_key.this.arn]
  }

  dynamic "statement" {
    for_each = var.approval ? var.approval_topic_arn[*] : []

    content {
      sid       = "AskForApproval"
      actions   = ["sns:Publish"]
      resources = [statement.value]
    }
  }
}

resource "aws_iam_role_policy" "pipeline" {
  name   = "deliver"
  role   = aws_iam_role.pipeline.id
  policy = data.aws_iam_policy_document.pipeline.json
}

# What GitHub Actions may when it deploys, and what CodeBuild needs to run at all.
resource "aws_iam_role" "build" {
  name                 = "${var.name}-build"
  description          = "Runs ./build.sh Deploy for ${var.environment}"
  assume_role_policy   = data.aws_iam_policy_document.assume["codebuild"].json
  max_session_duration = 7200
}

resource "aws_iam_role_policy_attachment" "build" {
  for_each = { for arn in var.deploy_policy_arns : reverse(split("/", arn))[0] => arn }

  role       = aws_iam_role.build.name
  policy_arn = each.value
}

data "aws_iam_policy_document" "build" {
  statement {
    sid       = "Clone"
    actions   = ["codeconnections:GetConnection", "codeconnections:GetConnectionToken", "codeconnections:UseConnection", "codestar-connections:UseConnection"]
    resources = [local.connection_arn]
  }

  statement {
    sid       = "Logs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.this.arn}:*"]
  }

  statement {
    sid       = "Artifacts"
    actions   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
    resources = ["${aws_s3_bucket.artifacts.arn}/*"]
  }

  statement {
    sid       = "ArtifactsKey"
    actions   = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"]
    resources = [aws_kms_key.this.arn]
  }
}

resource "aws_iam_role_policy" "build" {
  name   = "build"
  role   = aws_iam_role.build.id
  policy = data.aws_iam_policy_document.build.json
}
