locals {
  project = "notejam"
  name    = "${local.project}-${var.environment}-live-${var.failover_id}"
}

data "aws_caller_identity" "current" {
  lifecycle {
    precondition {
      condition     = terraform.workspace == var.failover_id
      error_message = "The workspace is ${terraform.workspace}, the failover ${var.failover_id}: run `terraform workspace select -or-create ${var.failover_id}` first, so that two failovers never share a state."
    }
  }
}

# The database is not here: it is restored by AWS Backup, so that no plan can ever replace it.
module "recovered" {
  source = "../../modules/recovered"

  name                            = local.name
  client_cidr_blocks              = var.standing.client_cidr_blocks
  vpc_id                          = var.standing.vpc_id
  public_subnet_ids               = var.standing.public_subnet_ids
  private_subnet_ids              = var.standing.private_subnet_ids
  private_route_table_ids         = var.standing.private_route_table_ids
  load_balancer_security_group_id = var.standing.load_balancer_security_group_id
  task_security_group_id          = var.standing.task_security_group_id
  cache_security_group_id         = var.standing.cache_security_group_id
  cache_subnet_group_name         = var.standing.cache_subnet_group_name
  cache_node_type                 = var.standing.cache_node_type
  cache_kms_key_arn               = var.standing.cache_kms_key_arn
  cluster_name                    = var.standing.cluster_name
  bootstrap_task_definition_arn   = var.standing.bootstrap_task_definition_arn
  container_name                  = var.standing.container_name
  container_port                  = var.standing.container_port
  domain_name                     = var.standing.domain_name
  zone_id                         = var.standing.zone_id
  certificate_arn                 = var.standing.certificate_arn
}
