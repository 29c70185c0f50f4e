locals {
  project = "notejam"

  # The one place where names are made.
  name = "${local.project}-delivery-${var.environment}"

  tags = { Project = local.project, Environment = var.environment, ManagedBy = "terraform", Repository = var.repository }

  target_region = coalesce(var.target_region, var.region)
}

data "aws_caller_identity" "current" {
  lifecycle {
    precondition {
      condition     = terraform.workspace == var.environment
      error_message = "The workspace is ${terraform.workspace}, the environment ${var.environment}: run `terraform workspace select -or-create ${var.environment}` first, so that two environments never share a state."
    }
  }
}

moved {
  from = module.delivery
  to   = module.delivery[0]
}

module "delivery" {
  source = "../../modules/delivery"
  count  = var.pipeline ? 1 : 0

  name                = local.name
  environment         = var.environment
  target_region       = local.target_region
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

# What looks after the primary region stands in the other one, whole: its logs' key, too.
module "schedule_keys" {
  source    = "../../modules/keys"
  count     = var.schedules ? 1 : 0
  providers = { aws = aws.disaster_recovery }

  name = local.name
  uses = { logs = { description = "Logs", log_groups = ["/codebuild/${local.name}-*"] } }
}

module "schedules" {
  source    = "../../modules/schedules"
  count     = var.schedules ? 1 : 0
  providers = { aws = aws.disaster_recovery }

  name                     = local.name
  environment              = var.environment
  primary_region           = local.target_region
  repository               = var.source_repository
  branch                   = var.branch
  policy_arns              = var.schedule_policy_arns
  verify_backups_schedule  = var.verify_backups_schedule
  drill_schedule           = var.drill_schedule
  connection_arn           = var.schedule_connection_arn
  connection_provider      = var.connection_provider
  image                    = var.image
  log_kms_key_arn          = module.schedule_keys[0].arns["logs"]
  log_retention_days       = var.log_retention_days
  permissions_boundary_arn = var.permissions_boundary_name == null ? null : "arn:${split(":", data.aws_caller_identity.current.arn)[1]}:iam::${data.aws_caller_identity.current.account_id}:policy/${var.permissions_boundary_name}"
}
