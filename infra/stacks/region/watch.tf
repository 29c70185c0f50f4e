# What stands guard over the rest, and tells.

module "firewall" {
  source = "../../modules/firewall"
  count  = var.firewall_mode == "off" ? 0 : 1

  name               = local.name
  load_balancer_arn  = module.edge.load_balancer_arn
  mode               = var.firewall_mode
  rate_limit         = var.firewall_rate_limit
  log_retention_days = var.log_retention_days
  log_kms_key_arn    = module.keys.arns["logs"]
}

module "observability" {
  source = "../../modules/observability"

  name                       = local.name
  emails                     = var.alert_emails
  kms_key_arn                = module.keys.arns["alerts"]
  load_balancer_arn_suffix   = module.edge.load_balancer_arn_suffix
  target_groups              = module.edge.target_groups
  cluster_name               = module.service.cluster_name
  service_name               = module.service.service_name
  min_tasks                  = var.autoscaling_enabled ? var.min_tasks : var.desired_count
  application_log_group_name = module.service.log_group_name
  database_identifier        = module.database.identifier
  database_log_group_name    = module.database.log_group_names["postgresql"]
  function_names             = module.functions.function_names
  web_acl_name               = one(module.firewall[*].web_acl_name)
  thresholds                 = var.alarm_thresholds

  # As ElastiCache names the nodes of a replication group: what the module reports is known only once they run.
  cache_node_ids = [for number in range(1, var.cache_nodes + 1) : format("%s-%03d", local.name, number)]
}

# The account has one budget, whatever the number of its regions.
module "budget" {
  source = "../../modules/budget"
  count  = var.budget_limit_usd != null && local.primary ? 1 : 0

  name      = local.name
  limit_usd = var.budget_limit_usd
  emails    = var.alert_emails
}
