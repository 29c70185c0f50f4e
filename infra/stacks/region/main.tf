locals {
  project = "notejam"

  # The one place where names are made.
  name = "${local.project}-${var.environment}"

  mail = var.mail_host == null ? {} : {
    Mail__Host       = var.mail_host
    Mail__Port       = tostring(var.mail_port)
    Mail__Encryption = var.mail_encryption
    Mail__From       = var.mail_from
  }
}

data "aws_caller_identity" "current" {
  lifecycle {
    precondition {
      condition     = terraform.workspace == var.region
      error_message = "The workspace is ${terraform.workspace}, the region ${var.region}: run `terraform workspace select -or-create ${var.region}` first, so that two regions never share a state."
    }

    precondition {
      condition     = contains(compact([local.primary_region, var.replica_region]), var.region)
      error_message = "${var.region} is neither primary_region (${local.primary_region}) nor replica_region (${coalesce(var.replica_region, "none")}): give one of them, or change them in the environment."
    }
  }
}

data "aws_availability_zones" "available" {
  state = "available"

  filter {
    name   = "opt-in-status"
    values = ["opt-in-not-required"]
  }

  lifecycle {
    postcondition {
      condition     = length(self.names) >= 3
      error_message = "${var.region} has fewer than three availability zones: choose another region."
    }
  }
}

module "network" {
  source = "../../modules/network"

  name                     = local.name
  cidr_block               = var.cidr_block
  availability_zones       = slice(sort(data.aws_availability_zones.available.names), 0, 3)
  nat_gateway_per_zone     = var.nat_gateway_per_zone
  interface_endpoints      = var.interface_endpoints
  flow_logs_enabled        = var.flow_logs_enabled
  permissions_boundary_arn = local.permissions_boundary_arn
  log_retention_days       = var.log_retention_days
  log_kms_key_arn          = module.keys.arns["logs"]
}

module "edge" {
  source = "../../modules/edge"

  name                  = local.name
  vpc_id                = module.network.vpc_id
  subnet_ids            = module.network.public_subnet_ids
  test_cidr_blocks      = concat([var.cidr_block], var.test_cidr_blocks)
  client_cidr_blocks    = var.client_cidr_blocks
  test_client_addresses = { for zone, address in module.network.nat_addresses : "the functions in ${zone}" => address }
  deletion_protection   = var.deletion_protection
  access_logs_bucket    = var.access_logs_bucket
  domain_name           = var.domain_name
  zone_id               = var.zone_id
  primary               = local.primary
  health_check_id       = one(module.switch[*].health_check_id)
}

module "registry" {
  source    = "../../modules/registry"
  providers = { aws = aws, aws.replica = aws.replica }

  name                = local.name
  primary             = local.primary
  kms_key_arn         = lookup(module.keys.arns, "registry", null)
  replica_region      = local.replica_region
  replica_kms_key_arn = one(module.replica_keys[*].arns["registry"])
  kept_images         = var.kept_images
  registry_scan_type  = var.registry_scan_type
  force_delete        = var.repository_force_delete
}

module "database" {
  source = "../../modules/database"

  name                         = local.name
  vpc_id                       = module.network.vpc_id
  subnet_ids                   = module.network.private_subnet_ids
  client_security_groups       = { service = module.service.security_group_id, functions = module.functions.security_group_id }
  engine_version               = var.database_engine_version
  instance_class               = var.database_instance_class
  allocated_storage_gib        = var.database_allocated_storage_gib
  multi_az                     = var.database_multi_az
  password                     = local.database_password
  snapshot_identifier          = var.database_snapshot_identifier
  ca_certificate_identifier    = var.database_ca_certificate_identifier
  kms_key_arn                  = module.keys.arns["database"]
  backup_retention_days        = var.database_backup_retention_days
  backup_window                = var.database_backup_window
  maintenance_window           = var.database_maintenance_window
  apply_immediately            = var.database_apply_immediately
  performance_insights_enabled = var.database_performance_insights_enabled
  monitoring_interval_seconds  = var.database_monitoring_interval_seconds
  permissions_boundary_arn     = local.permissions_boundary_arn
  slow_query_ms                = var.database_slow_query_ms
  log_retention_days           = var.log_retention_days
  log_kms_key_arn              = module.keys.arns["logs"]
  deletion_protection          = var.deletion_protection
  skip_final_snapshot          = var.database_skip_final_snapshot
}

module "cache" {
  source = "../../modules/cache"

  name                   = local.name
  vpc_id                 = module.network.vpc_id
  subnet_ids             = module.network.private_subnet_ids
  client_security_groups = { service = module.service.security_group_id, functions = module.functions.security_group_id }
  node_type              = var.cache_node_type
  nodes                  = var.cache_nodes
  kms_key_arn            = module.keys.arns["cache"]
  slow_log_enabled       = var.cache_slow_log_enabled
  log_retention_days     = var.log_retention_days
  log_kms_key_arn        = module.keys.arns["logs"]
}

module "service" {
  source = "../../modules/service"

  name                            = local.name
  permissions_boundary_arn        = local.permissions_boundary_arn
  vpc_id                          = module.network.vpc_id
  subnet_ids                      = module.network.private_subnet_ids
  load_balancer_security_group_id = module.edge.security_group_id
  load_balancer_arn_suffix        = module.edge.load_balancer_arn_suffix
  autoscaling_enabled             = var.autoscaling_enabled
  min_tasks                       = var.min_tasks
  max_tasks                       = var.max_tasks
  cpu_target_percent              = var.cpu_target_percent
  container_insights              = var.container_insights
  requests_per_task_target        = var.requests_per_task_target
  initial_target_group_arn        = module.edge.initial_target_group_arn
  repository_arn                  = module.registry.repository_arn
  repository_url                  = module.registry.repository_url
  cpu                             = var.task_cpu
  memory_mib                      = var.task_memory_mib
  log_retention_days              = var.log_retention_days
  log_kms_key_arn                 = module.keys.arns["logs"]
  secrets_kms_key_arn             = module.secrets.kms_key_arn

  egress_ports = var.mail_host == null ? {} : { mail = var.mail_port }

  environment = merge(local.mail, {
    Database__Host    = module.database.address
    Database__Port    = tostring(module.database.port)
    Database__Name    = module.database.database_name
    Database__SslMode = "VerifyFull"
    Cache__Host       = module.cache.address
    Cache__Port       = tostring(module.cache.port)
    Cache__Tls        = "true"
    Application__Url  = module.edge.url
  })

  secrets = {
    Application__Secret = { secret_arn = module.secrets.application_secret_arn }
    Database__Username  = { secret_arn = module.secrets.database_secret_arn, json_key = "username" }
    Database__Password  = { secret_arn = module.secrets.database_secret_arn, json_key = "password" }
    Cache__Password     = { secret_arn = module.secrets.cache_secret_arn }
  }
}

module "rollout" {
  source = "../../modules/rollout"

  name                     = local.name
  permissions_boundary_arn = local.permissions_boundary_arn
  cluster_name             = module.service.cluster_name
  service_name             = module.service.service_name
  task_role_arns           = module.service.task_role_arns
  production_listener_arn  = module.edge.production_listener_arn
  test_listener_arn        = module.edge.test_listener_arn
  load_balancer_arn_suffix = module.edge.load_balancer_arn_suffix
  target_groups            = module.edge.target_groups
  hook_function_names      = values(module.functions.rollout_hooks)
  deployment_config_name   = var.deployment_config_name
  termination_wait_minutes = var.termination_wait_minutes
  server_error_threshold   = var.server_error_threshold
}
