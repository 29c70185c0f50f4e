# What stacks/region and stacks/backup create, and what the pipeline's stages call. By name where AWS has names, by the
# tag Project where it has ids.
locals {
  ours   = { StringEquals = { "aws:ResourceTag/Project" = var.name } }
  marked = { StringEquals = { "aws:RequestTag/Project" = var.name } }

  # A policy a file.
  deploy_statements = {
    deploy-network    = local.deploy_network
    deploy-edge       = local.deploy_edge
    deploy-service    = local.deploy_service
    deploy-data       = local.deploy_data
    deploy-operations = local.deploy_operations
    deploy-access     = local.deploy_access
  }

  ec2_kinds = [
    "elastic-ip", "internet-gateway", "natgateway", "route-table", "security-group", "security-group-rule", "subnet", "vpc", "vpc-endpoint", "vpc-flow-log",
  ]
  certificate_arn = "arn:${local.partition}:acm:*:${local.account}:certificate/*"
  role_arns       = ["arn:${local.partition}:iam::${local.account}:role/${var.name}-*"]
  own_role_arns   = [for name in ["github-*", "delivery*", "backup-administrator*"] : "arn:${local.partition}:iam::${local.account}:role/${var.name}-${name}"]
}
