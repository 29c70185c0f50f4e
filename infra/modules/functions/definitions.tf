# One executable, a handler each. What a function may do stands beside what it does.
locals {
  database_environment = {
    DATABASE_INSTANCE        = var.database.identifier
    DATABASE_HOST            = var.database.address
    DATABASE_PORT            = tostring(var.database.port)
    DATABASE_NAME            = var.database.name
    DATABASE_MASTER          = var.database.username
    DATABASE_AUTHORITIES_URL = var.database_authorities_url
  }

  cache_environment = {
    CACHE_GROUP = var.cache.replication_group_id
    CACHE_HOST  = var.cache.address
    CACHE_PORT  = tostring(var.cache.port)
  }

  read_secret   = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"]
  rotate_secret = concat(local.read_secret, ["secretsmanager:PutSecretValue", "secretsmanager:UpdateSecretVersionStage"])

  # RDS sets the master's password: whoever may do that may change the instance otherwise too, but this one alone.
  set_master = { actions = ["rds:ModifyDBInstance"], resources = [var.database.arn] }
  set_token  = { actions = ["elasticache:DescribeReplicationGroups", "elasticache:ModifyReplicationGroup"], resources = ["arn:${local.partition}:elasticache:${local.region}:${local.account}:replicationgroup:${var.cache.replication_group_id}"] }

  codedeploy        = "arn:${local.partition}:codedeploy:${local.region}:${local.account}"
  deployment_groups = ["${local.codedeploy}:deploymentgroup:${var.rollout.application_name}/${var.rollout.deployment_group_name}"]

  functions = merge({
    validate-release = {
      description = "Asks a release of ${var.name} before it takes traffic"
      handler     = "ValidateRelease"
      timeout     = 120
      concurrency = 2
      in_vpc      = true
      environment = { NOTEJAM_TEST_URL = var.test_url }
      decrypts    = false
      statements = {
        # The action knows no resource.
        TellCodeDeploy = { actions = ["codedeploy:PutLifecycleEventHookExecutionStatus"], resources = ["*"] }
      }
    }

    redeploy = {
      description = "Deploys ${var.name} anew once a secret was rotated"
      handler     = "Redeploy"
      timeout     = 60
      concurrency = 1
      in_vpc      = false
      environment = {
        ECS_CLUSTER            = var.rollout.cluster_name
        ECS_SERVICE            = var.rollout.service_name
        CODEDEPLOY_APPLICATION = var.rollout.application_name
        CODEDEPLOY_GROUP       = var.rollout.deployment_group_name
        ROLLOUT_HOOKS          = jsonencode(local.rollout_hooks)
        SECRETS                = join(",", values(local.secrets))
      }
      decrypts = false
      statements = {
        SeeService = { actions = ["ecs:DescribeServices"], resources = ["arn:${local.partition}:ecs:${local.region}:${local.account}:service/${var.rollout.cluster_name}/${var.rollout.service_name}"] }
        SeeSecrets = { actions = ["secretsmanager:DescribeSecret"], resources = values(local.secrets) }
        # The action knows no resource.
        SeeDefinition = { actions = ["ecs:DescribeTaskDefinition"], resources = ["*"] }
        Deploy = {
          actions = ["codedeploy:CreateDeployment", "codedeploy:GetApplicationRevision", "codedeploy:GetDeployment", "codedeploy:GetDeploymentConfig", "codedeploy:ListDeployments", "codedeploy:RegisterApplicationRevision"]
          resources = concat(local.deployment_groups, [
            "${local.codedeploy}:application:${var.rollout.application_name}", "${local.codedeploy}:deploymentconfig:*",
          ])
        }
      }
    }

    apply-secrets = {
      description = "Brings database and cache of ${var.name} into line with their secrets"
      handler     = "ApplySecrets"
      timeout     = 900
      concurrency = 1
      in_vpc      = true
      environment = merge(local.database_environment, local.cache_environment, { DATABASE_SECRET = local.secrets.database, CACHE_SECRET = local.secrets.cache })
      decrypts    = true
      statements = {
        ReadSecrets = { actions = local.read_secret, resources = values(local.secrets) }
        SetMaster   = local.set_master
        SetToken    = local.set_token
      }
    }
    }, var.rotation_enabled ? {
    rotate-database = {
      description = "Rotates the database's secret of ${var.name}"
      handler     = "RotateDatabaseSecret"
      timeout     = 300
      concurrency = 1
      in_vpc      = true
      environment = local.database_environment
      decrypts    = true
      statements = {
        RotateSecret = { actions = local.rotate_secret, resources = [local.secrets.database] }
        SetMaster    = local.set_master
      }
    }

    rotate-cache = {
      description = "Rotates the cache's token of ${var.name}"
      handler     = "RotateCacheToken"
      timeout     = 900
      concurrency = 1
      in_vpc      = true
      environment = local.cache_environment
      decrypts    = true
      statements = {
        RotateSecret = { actions = local.rotate_secret, resources = [local.secrets.cache] }
        SetToken     = local.set_token
      }
    }
  } : {})

  secrets = { database = var.database_secret_arn, cache = var.cache_secret_arn }

  # By name: who reads them must not wait for the functions, which wait for him.
  rollout_hooks = { AfterAllowTestTraffic = "${var.name}-validate-release" }
}
