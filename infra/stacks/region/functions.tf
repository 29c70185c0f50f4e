# Lambda functions: a release is asked before it takes traffic, secrets are rotated, and tasks get the new ones.

module "functions" {
  source = "../../modules/functions"

  name                     = local.name
  package                  = var.functions_package
  vpc_id                   = module.network.vpc_id
  subnet_ids               = module.network.private_subnet_ids
  reachable                = module.network.nat_addresses
  test_url                 = module.edge.test_url
  test_port                = module.edge.test_port
  database_secret_arn      = module.secrets.database_secret_arn
  cache_secret_arn         = module.secrets.cache_secret_arn
  secrets_kms_key_arn      = module.secrets.kms_key_arn
  rotation_enabled         = local.primary
  rotation_days            = var.secret_rotation_days
  concurrency_reserved     = var.function_concurrency_reserved
  alerts_topic_arn         = module.observability.topic_arn
  alerts_kms_key_arn       = module.keys.arns["alerts"]
  permissions_boundary_arn = local.permissions_boundary_arn
  log_retention_days       = var.log_retention_days
  log_kms_key_arn          = module.keys.arns["logs"]

  database = {
    identifier  = module.database.identifier
    arn         = module.database.arn
    resource_id = module.database.resource_id
    address     = module.database.address
    port        = module.database.port
    name        = module.database.database_name
    username    = module.database.username
  }

  cache = {
    replication_group_id = module.cache.replication_group_id
    address              = module.cache.address
    port                 = module.cache.port
  }

  rollout = {
    cluster_name          = module.service.cluster_name
    service_name          = module.service.service_name
    application_name      = module.rollout.application_name
    deployment_group_name = module.rollout.deployment_group_name
  }
}
