locals {
  project = "notejam"
}

data "aws_caller_identity" "current" {
  lifecycle {
    precondition {
      condition     = terraform.workspace == "default"
      error_message = "The workspace is ${terraform.workspace}: the account has one state, in the workspace default. Run `terraform workspace select default`."
    }
  }
}

# Nothing happens once the bucket is in the state.
import {
  for_each = var.adopt_state_bucket ? toset([var.state_bucket]) : toset([])

  to = module.state.aws_s3_bucket.this
  id = each.value
}

module "keys" {
  source = "../../modules/keys"

  name = "notejam"
  uses = { state = { description = "Terraform states and release journal", through = ["s3"] } }
}

module "state" {
  source = "../../modules/state"

  bucket        = var.state_bucket
  kms_key_arn   = module.keys.arns["state"]
  force_destroy = var.state_bucket_force_destroy
}

locals {
  # Where images go besides, of the region that this registry is in.
  image_replica_region = var.image_replication ? try(coalesce(var.image_replica_region, var.region == var.primary_region ? var.disaster_recovery_region : null), null) : null
}

# A registry has one replication configuration: an environment's own would overwrite the others'. The repositories that it
# fills, of every environment, are the region stacks'.
resource "aws_ecr_replication_configuration" "this" {
  count = local.image_replica_region == null ? 0 : 1

  replication_configuration {
    rule {
      destination {
        region      = local.image_replica_region
        registry_id = data.aws_caller_identity.current.account_id
      }

      repository_filter {
        filter      = "${local.project}-"
        filter_type = "PREFIX_MATCH"
      }
    }
  }
}

# Who may deliver from GitHub. Without a repository: nobody. IAM is one for all regions: the bucket of another region, whose
# account stack this is too, brings no second one.
module "identity" {
  source = "../../modules/identity"
  count  = var.github_repository != null && var.region == var.primary_region ? 1 : 0

  name                     = local.project
  github_repository        = var.github_repository
  branch                   = var.github_branch
  deploy_environments      = var.github_deploy_environments
  drill_environments       = var.github_drill_environments
  failover_environments    = var.github_failover_environments
  plan_on_every_branch     = var.github_plan_on_every_branch
  plan_reads_secrets       = var.github_plan_reads_secrets
  github_oidc_provider_arn = var.github_oidc_provider_arn
  primary_region           = var.primary_region
  disaster_recovery_region = var.disaster_recovery_region
  state_bucket             = module.state.bucket
  # Named as the pipeline names it; it is made by the first delivery or backup that needs it.
  disaster_recovery_state_bucket = strcontains(var.state_bucket, var.region) ? replace(var.state_bucket, var.region, var.disaster_recovery_region) : null
  drill_bucket                   = var.drill_bucket
  hosted_zone_ids                = var.hosted_zone_ids
}
