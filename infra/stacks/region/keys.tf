locals {
  primary_region = coalesce(var.primary_region, var.region)
  primary        = var.region == local.primary_region

  # Whatever is replicated, the primary region's stack makes and owns in both regions.
  replica_region = local.primary ? var.replica_region : null

  replicated_key_uses = {
    # Whoever may open or write a secret may use its key for that, in both regions: Secrets Manager writes a replica as its caller.
    secrets  = { description = "Secrets", through = ["secretsmanager"] }
    registry = { description = "Images", through = ["ecr"] }
  }
}

module "keys" {
  source = "../../modules/keys"

  name                 = local.name
  deletion_window_days = var.key_deletion_window_days

  uses = merge({ for use, settings in local.replicated_key_uses : use => settings if local.primary }, {
    database = { description = "Database", through = ["rds"] }
    cache    = { description = "Cache", through = ["elasticache"] }
    logs     = { description = "Logs", log_groups = ["*${local.name}*"] }
    alerts   = { description = "Alerts", services = ["backup.amazonaws.com", "cloudwatch.amazonaws.com", "events.amazonaws.com", "events.rds.amazonaws.com"] }
  })
}

module "replica_keys" {
  source    = "../../modules/keys"
  providers = { aws = aws.replica }
  count     = local.replica_region == null ? 0 : 1

  name                 = local.name
  deletion_window_days = var.key_deletion_window_days
  uses                 = local.replicated_key_uses
}
