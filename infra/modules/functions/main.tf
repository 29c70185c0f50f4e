data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  region    = data.aws_region.current.name
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition

  names = { for key in keys(local.functions) : key => "${var.name}-${key}" }
}

resource "aws_security_group" "this" {
  name        = "${var.name}-functions"
  description = "Functions of ${var.name}"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.name}-functions" }
}

resource "aws_vpc_security_group_egress_rule" "https" {
  security_group_id = aws_security_group.this.id
  description       = "AWS APIs, and the authorities of RDS"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

# The load balancer's name leads to its public addresses, from inside too.
resource "aws_vpc_security_group_egress_rule" "test" {
  security_group_id = aws_security_group.this.id
  description       = "Releases before they take traffic"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = var.test_port
  to_port           = var.test_port
}

# Made before the functions: Lambda would make them without retention and without a key.
resource "aws_cloudwatch_log_group" "this" {
  for_each = local.names

  name              = "/aws/lambda/${each.value}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_kms_key_arn
}

resource "aws_lambda_function" "this" {
  for_each = local.functions

  function_name = local.names[each.key]
  description   = each.value.description
  role          = aws_iam_role.this[each.key].arn

  runtime          = "provided.al2023"
  architectures    = ["x86_64"]
  handler          = each.value.handler
  filename         = var.package
  source_code_hash = fileexists(var.package) ? filebase64sha256(var.package) : null

  memory_size                    = var.memory_mib
  timeout                        = each.value.timeout
  reserved_concurrent_executions = var.concurrency_reserved ? each.value.concurrency : -1

  environment {
    variables = each.value.environment
  }

  logging_config {
    log_format = "Text" # The functions write JSON themselves.
    log_group  = aws_cloudwatch_log_group.this[each.key].name
  }

  dynamic "vpc_config" {
    for_each = each.value.in_vpc ? [true] : []

    content {
      subnet_ids         = var.subnet_ids
      security_group_ids = [aws_security_group.this.id]
    }
  }

  lifecycle {
    precondition {
      condition     = fileexists(var.package)
      error_message = "The functions' package ${var.package} is not there: ./build.sh Plan makes it."
    }
  }

  # Without its policy, a role cannot make the network interfaces.
  depends_on = [aws_iam_role_policy.this]
}

# What nobody waits for is repeated twice, and then told.
resource "aws_lambda_function_event_invoke_config" "this" {
  for_each = aws_lambda_function.this

  function_name                = each.value.function_name
  maximum_retry_attempts       = 2
  maximum_event_age_in_seconds = 3600

  destination_config {
    on_failure {
      destination = var.alerts_topic_arn
    }
  }
}
