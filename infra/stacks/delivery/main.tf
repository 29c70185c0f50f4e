locals {
  project = "notejam"

  # The one place where names are made.
  name = "${local.project}-delivery-${var.environment}"
}

data "aws_caller_identity" "current" {
  lifecycle {
    precondition {
      condition     = terraform.workspace == var.environment
      error_message = "The workspace is ${terraform.workspace}, the environment ${var.environment}: run `terraform workspace select -or-create ${var.environment}` first, so that two environments never share a state."
    }
  }
}

module "delivery" {
  source = "../../modules/delivery"

  name                = local.name
  environment         = var.environment
  target_region       = coalesce(var.target_region, var.region)
  repository          = var.source_repository
  branch              = var.branch
  deploy_policy_arns  = var.deploy_policy_arns
  connection_arn      = var.connection_arn
  connection_provider = var.connection_provider
  approval            = var.approval
  approval_topic_arn  = var.approval_topic_arn
  compute_type        = var.compute_type
  image               = var.image
  log_retention_days  = var.log_retention_days
}
