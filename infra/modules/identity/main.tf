locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  issuer    = "token.actions.githubusercontent.com"

  provider_arn = var.github_oidc_provider_arn == null ? aws_iam_openid_connect_provider.github[0].arn : var.github_oidc_provider_arn

  # GitHub names the environment instead of the branch when a job has one.
  guarded_subjects = {
    for role, environments in { deploy = var.deploy_environments, drill = var.drill_environments, failover = var.failover_environments } : role => (
      length(environments) > 0
      ? [for environment in environments : "repo:${var.github_repository}:environment:${environment}"]
      : ["repo:${var.github_repository}:ref:refs/heads/${var.branch}"]
    )
  }

  # A role → the claims "sub" that may assume it.
  subjects = merge(local.guarded_subjects, {
    plan = concat(["repo:${var.github_repository}:pull_request"], var.plan_on_every_branch ? ["repo:${var.github_repository}:ref:refs/heads/*"] : [])
  })

  role_policies = {
    plan     = ["read-network", "read-data", "plan", "regions"]
    deploy   = concat(keys(local.deploy_statements), ["read-network", "read-data", "regions"])
    drill    = concat(keys(local.drill_statements), ["read-network", "read-data"])
    failover = concat(keys(local.failover_statements), ["read-network", "read-data", "regions"])
  }

  # Of who runs a target by the clock inside of AWS; the roles are made there.
  schedule_policies = {
    drill          = local.role_policies.drill
    verify-backups = concat(keys(local.verify_statements), ["read-data", "regions"])
  }

  statements = merge(local.read_statements, local.deploy_statements, local.drill_statements, local.failover_statements, local.verify_statements)
  policies   = { for name, statements in local.statements : name => jsonencode({ Version = "2012-10-17", Statement = statements }) }

  # Names that belong to this module: the deploy role may not touch them.
  prefix       = "${var.name}-github"
  boundary_arn = "arn:${local.partition}:iam::${local.account}:policy/${var.name}-boundary"
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# AWS checks GitHub's certificate by its own store of authorities: a thumbprint is needed no longer.
resource "aws_iam_openid_connect_provider" "github" {
  count = var.github_oidc_provider_arn == null ? 1 : 0

  url            = "https://${local.issuer}"
  client_id_list = ["sts.amazonaws.com"]
}

resource "aws_iam_role" "this" {
  for_each = local.subjects

  name                 = "${local.prefix}-${each.key}"
  description          = "GitHub Actions of ${var.github_repository}: ${each.key}"
  max_session_duration = each.key == "plan" ? 3600 : 7200

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    # Every subject is exact, but the branches of a plan.
    Statement = [
      for test, subjects in {
        StringEquals = [for subject in each.value : subject if !strcontains(subject, "*")]
        StringLike   = [for subject in each.value : subject if strcontains(subject, "*")]
        } : {
        Effect    = "Allow"
        Action    = "sts:AssumeRoleWithWebIdentity"
        Principal = { Federated = local.provider_arn }
        Condition = { (test) = { "${local.issuer}:aud" = "sts.amazonaws.com", "${local.issuer}:sub" = subjects } }
      } if length(subjects) > 0
    ]
  })
}

resource "aws_iam_policy" "this" {
  for_each = local.policies

  name        = "${local.prefix}-${each.key}"
  description = "Pipeline of ${var.name}: ${each.key}"
  policy      = each.value

  lifecycle {
    precondition {
      condition     = length(each.value) <= 6144
      error_message = "The policy ${each.key} has ${length(each.value)} characters, IAM takes 6144: move statements to another one."
    }
  }
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = merge([for role, policies in local.role_policies : { for policy in policies : "${role}/${policy}" => { role = role, policy = policy } }]...)

  role       = aws_iam_role.this[each.value.role].name
  policy_arn = aws_iam_policy.this[each.value.policy].arn
}
