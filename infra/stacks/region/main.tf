locals {
  project = "notejam"

  # The one place where names are made.
  name = "${local.project}-${var.environment}"
}

data "aws_caller_identity" "current" {
  lifecycle {
    precondition {
      condition     = terraform.workspace == var.region
      error_message = "The workspace is ${terraform.workspace}, the region ${var.region}: run `terraform workspace select -or-create ${var.region}` first, so that two regions never share a state."
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

  name                 = local.name
  cidr_block           = var.cidr_block
  availability_zones   = slice(sort(data.aws_availability_zones.available.names), 0, 3)
  nat_gateway_per_zone = var.nat_gateway_per_zone
}

module "edge" {
  source = "../../modules/edge"

  name                = local.name
  vpc_id              = module.network.vpc_id
  subnet_ids          = module.network.public_subnet_ids
  test_cidr_blocks    = concat([var.cidr_block], var.test_cidr_blocks)
  deletion_protection = var.deletion_protection
}

module "registry" {
  source = "../../modules/registry"

  name         = local.name
  kept_images  = var.kept_images
  force_delete = var.repository_force_delete
}

module "database" {
  source = "../../modules/database"

  name                         = local.name
  vpc_id                       = module.network.vpc_id
  subnet_ids                   = module.network.private_subnet_ids
  client_security_groups       = { service = module.service.security_group_id }
  engine_version               = var.database_engine_version
  instance_class               = var.database_instance_class
  allocated_storage_gib        = var.database_allocated_storage_gib
  multi_az                     = var.database_multi_az
  backup_retention_days        = var.database_backup_retention_days
  performance_insights_enabled = var.database_performance_insights_enabled
  deletion_protection          = var.deletion_protection
  skip_final_snapshot          = var.database_skip_final_snapshot
}

module "cache" {
  source = "../../modules/cache"

  name                   = local.name
  vpc_id                 = module.network.vpc_id
  subnet_ids             = module.network.private_subnet_ids
  client_security_groups = { service = module.service.security_group_id }
  node_type              = var.cache_node_type
  nodes                  = var.cache_nodes
}

module "service" {
  source = "../../modules/service"

  name                            = local.name
  permissions_boundary_arn        = local.permissions_boundary_arn
  vpc_id                          = module.network.vpc_id
  subnet_ids                      = module.network.private_subnet_ids
  load_balancer_security_group_id = module.edge.security_group_id
  initial_target_group_arn        = module.edge.initial_target_group_arn
  repository_arn                  = module.registry.repository_arn
  repository_url                  = module.registry.repository_url
  cpu                             = var.task_cpu
  memory_mib                      = var.task_memory_mib
  log_retention_days              = var.log_retention_days

  environment = {
    Database__Host     = module.database.address
    Database__Port     = tostring(module.database.port)
    Database__Name     = module.database.database_name
    Database__Username = module.database.username
    Database__SslMode  = "Require"
    Cache__Host        = module.cache.address
    Cache__Port        = tostring(module.cache.port)
    Cache__Tls         = "true"
  }

  secrets = {
    Database__Password = { secret_arn = module.database.secret_arn, json_key = "password" }
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
  deployment_config_name   = var.deployment_config_name
  termination_wait_minutes = var.termination_wait_minutes
  server_error_threshold   = var.server_error_threshold
}
