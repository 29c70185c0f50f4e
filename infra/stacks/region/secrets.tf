# First values. Ephemeral: neither a plan nor a state ever holds one.

ephemeral "aws_secretsmanager_random_password" "application" {
  password_length     = 64
  exclude_punctuation = true
}

ephemeral "aws_secretsmanager_random_password" "database" {
  password_length     = 40
  exclude_punctuation = true # RDS refuses some of it.
}

ephemeral "aws_secretsmanager_random_password" "cache" {
  password_length     = 64
  exclude_punctuation = true # ElastiCache refuses some of it.
}

# A secret that was there before the first apply is taken over with its value, which is written back as it is: from then on
# it does not matter whether the variable is still set.
data "aws_secretsmanager_secret" "preseeded" {
  count = local.adopt ? 1 : 0

  name = "${local.name}/application"
}

ephemeral "aws_secretsmanager_secret_version" "preseeded" {
  count = local.adopt && var.secrets_opened ? 1 : 0

  secret_id = data.aws_secretsmanager_secret.preseeded[0].arn
}

locals {
  adopt = local.primary && var.adopt_application_secret
}

# Nothing happens once the secret is in the state.
import {
  for_each = local.adopt ? { application = data.aws_secretsmanager_secret.preseeded[0].arn } : {}

  to = module.secrets.aws_secretsmanager_secret.application[0]
  id = each.value
}

module "secrets" {
  source = "../../modules/secrets"

  name                 = local.name
  primary              = local.primary
  kms_key_arn          = lookup(module.keys.arns, "secrets", null)
  replica_region       = local.replica_region
  replica_kms_key_arn  = one(module.replica_keys[*].arns["secrets"])
  recovery_window_days = var.secret_recovery_window_days
  database_password    = ephemeral.aws_secretsmanager_random_password.database.random_password
  cache_token          = ephemeral.aws_secretsmanager_random_password.cache.random_password

  application_value = (local.adopt && var.secrets_opened
    ? ephemeral.aws_secretsmanager_secret_version.preseeded[0].secret_string
    : jsonencode({ secret_key = ephemeral.aws_secretsmanager_random_password.application.random_password })
  )
}

# Read back, not passed on: an apply that was interrupted after the secret goes on with the password that is in it.
ephemeral "aws_secretsmanager_secret_version" "database" {
  count = var.secrets_opened ? 1 : 0

  secret_id = module.secrets.database_secret_arn
}

locals {
  # Not opened, what stands in its place is never written to an instance that stands; one that was made so would have a password
  # that its secret has not, so such a plan is for looking at alone.
  database_password = var.secrets_opened ? jsondecode(ephemeral.aws_secretsmanager_secret_version.database[0].secret_string).password : "not opened"
}
