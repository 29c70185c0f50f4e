locals {
  project = "notejam"

  # The environment's name, which its vaults, secrets and repository carry, and the name of what stands ready here.
  source_name = "${local.project}-${var.environment}"
  name        = "${local.source_name}-dr"

  partition                = split(":", data.aws_caller_identity.current.arn)[1]
  permissions_boundary_arn = var.permissions_boundary_name == null ? null : "arn:${local.partition}:iam::${data.aws_caller_identity.current.account_id}:policy/${var.permissions_boundary_name}"

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
      condition     = terraform.workspace == var.environment
      error_message = "The workspace is ${terraform.workspace}, the environment ${var.environment}: run `terraform workspace select -or-create ${var.environment}` first, so that two environments never share a state."
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

module "keys" {
  source = "../../modules/keys"

  name                 = local.name
  deletion_window_days = var.key_deletion_window_days

  uses = {
    cache  = { description = "Cache", through = ["elasticache"] }
    logs   = { description = "Logs", log_groups = ["*${local.name}*"] }
    alerts = { description = "Alerts", services = ["cloudwatch.amazonaws.com"] }
  }
}

# Without a way out: a drill or a failover adds it.
module "network" {
  source = "../../modules/network"

  name                     = local.name
  cidr_block               = var.cidr_block
  availability_zones       = slice(sort(data.aws_availability_zones.available.names), 0, 3)
  nat_enabled              = false
  permissions_boundary_arn = local.permissions_boundary_arn
  log_retention_days       = var.log_retention_days
  log_kms_key_arn          = module.keys.arns["logs"]
}

module "recovery" {
  source = "../../modules/recovery"

  name                     = local.name
  source_name              = local.source_name
  vpc_id                   = module.network.vpc_id
  subnet_ids               = module.network.private_subnet_ids
  cpu                      = var.task_cpu
  memory_mib               = var.task_memory_mib
  database_engine_version  = var.database_engine_version
  log_retention_days       = var.log_retention_days
  log_kms_key_arn          = module.keys.arns["logs"]
  permissions_boundary_arn = local.permissions_boundary_arn
  domain_name              = var.domain_name
  zone_id                  = var.zone_id
  environment              = local.mail
  egress_ports             = var.mail_host == null ? {} : { mail = var.mail_port }
}

module "watchdog" {
  source = "../../modules/watchdog"

  name        = local.name
  environment = var.environment
  emails      = var.alert_emails
  kms_key_arn = module.keys.arns["alerts"]
}
