# Whether people are led to the primary region, said in the other one: without that region nobody fails over, and without a
# domain there is no record to move.
module "switch" {
  source    = "../../modules/switch"
  providers = { aws = aws, aws.replica = aws.replica }
  count     = local.replica_region != null && var.domain_name != null ? 1 : 0

  name                     = local.name
  environment              = var.environment
  endpoint_health_check_id = module.edge.endpoint_health_check_id
}
