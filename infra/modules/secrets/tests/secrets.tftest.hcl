mock_provider "aws" {
  mock_data "aws_secretsmanager_secrets" {
    defaults = { names = ["notejam-production/application", "notejam-production/database", "notejam-production/cache"] }
  }

  mock_data "aws_secretsmanager_secret" {
    defaults = { arn = "arn:aws:secretsmanager:eu-west-2:123456789012:secret:replica-a1b2c3", kms_key_id = "4b5d0c29-fc98-4289-94ee-ef97af0695f1" }
  }

  mock_data "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-west-2:123456789012:key/4b5d0c29-fc98-4289-94ee-ef97af0695f1" }
  }
}

variables {
  name              = "notejam-production"
  kms_key_arn       = "arn:aws:kms:eu-central-1:123456789012:key/5c6e1d3a-0d9f-4a39-8ad5-0fa8b1a0a6f2"
  application_value = "an-application-value"
  database_password = "a-database-password"
  cache_token       = "a-token-of-the-cache"
}

run "three_secrets_under_the_key_given" {
  assert {
    condition     = [aws_secretsmanager_secret.application[0].name, aws_secretsmanager_secret.database[0].name, aws_secretsmanager_secret.cache[0].name] == ["notejam-production/application", "notejam-production/database", "notejam-production/cache"]
    error_message = "Application, database and cache have a secret each."
  }

  assert {
    condition     = alltrue([for secret in [aws_secretsmanager_secret.application[0], aws_secretsmanager_secret.database[0], aws_secretsmanager_secret.cache[0]] : secret.kms_key_id == var.kms_key_arn && secret.recovery_window_in_days == 30 && length(secret.replica) == 0])
    error_message = "All are under the given key, can be taken back for a month, and have no replica unless asked for."
  }

  assert {
    condition     = output.application_secret_arn == aws_secretsmanager_secret_version.application[0].arn && output.database_secret_arn == aws_secretsmanager_secret_version.database[0].arn && output.cache_secret_arn == aws_secretsmanager_secret_version.cache[0].arn && output.kms_key_arn == var.kms_key_arn
    error_message = "What leaves the module waits for the values."
  }
}

run "no_value_is_in_the_state" {
  assert {
    condition     = alltrue([for version in [aws_secretsmanager_secret_version.application[0], aws_secretsmanager_secret_version.database[0], aws_secretsmanager_secret_version.cache[0]] : version.secret_string_wo == null && version.secret_string_wo_version == 1])
    error_message = "Values are write-only."
  }

  assert {
    condition     = !strcontains(jsonencode([aws_secretsmanager_secret.application, aws_secretsmanager_secret.database, aws_secretsmanager_secret_version.application, aws_secretsmanager_secret_version.database]), "a-database-password")
    error_message = "The password appears nowhere."
  }

  assert {
    condition     = !strcontains(jsonencode([aws_secretsmanager_secret.cache, aws_secretsmanager_secret_version.cache]), "a-token-of-the-cache")
    error_message = "The token appears nowhere."
  }

  assert {
    condition     = contains(aws_secretsmanager_secret_version.database[0].version_stages, "INITIAL") && contains(aws_secretsmanager_secret_version.application[0].version_stages, "INITIAL") && contains(aws_secretsmanager_secret_version.cache[0].version_stages, "INITIAL")
    error_message = "A label of their own keeps the first versions when rotation moves AWSCURRENT."
  }
}

run "replicas_have_their_regions_own_key" {
  variables {
    replica_region      = "eu-west-2"
    replica_kms_key_arn = "arn:aws:kms:eu-west-2:123456789012:key/4b5d0c29-fc98-4289-94ee-ef97af0695f1"
  }

  assert {
    condition = alltrue([for secret in [aws_secretsmanager_secret.application[0], aws_secretsmanager_secret.database[0], aws_secretsmanager_secret.cache[0]] :
      [for replica in secret.replica : "${replica.region} ${replica.kms_key_id}"] == ["eu-west-2 ${var.replica_kms_key_arn}"]
    ])
    error_message = "The secrets are replicated, under the replica region's key."
  }
}

run "the_other_region_makes_nothing_and_reads_the_replicas" {
  variables {
    primary     = false
    kms_key_arn = null
  }

  assert {
    condition     = length(aws_secretsmanager_secret.application) + length(aws_secretsmanager_secret.database) + length(aws_secretsmanager_secret_version.application) + length(aws_secretsmanager_secret_version.database) == 0
    error_message = "The primary region owns the secrets."
  }

  assert {
    condition     = { for key, secret in data.aws_secretsmanager_secret.replica : key => secret.name } == { application = "notejam-production/application", database = "notejam-production/database", cache = "notejam-production/cache" }
    error_message = "Replicas are found by the secrets' names."
  }

  assert {
    condition     = output.database_secret_arn == "arn:aws:secretsmanager:eu-west-2:123456789012:secret:replica-a1b2c3" && output.kms_key_arn == "arn:aws:kms:eu-west-2:123456789012:key/4b5d0c29-fc98-4289-94ee-ef97af0695f1"
    error_message = "The outputs are the replica region's."
  }
}

run "the_other_region_is_refused_before_the_primary" {
  command = plan

  variables {
    primary     = false
    kms_key_arn = null
  }

  override_data {
    target = data.aws_secretsmanager_secrets.replicas[0]
    values = { names = ["notejam-production/application"] }
  }

  expect_failures = [data.aws_secretsmanager_secrets.replicas[0]]
}

run "half_a_replica_is_refused" {
  command = plan

  variables {
    replica_region       = "eu-west-2"
    recovery_window_days = 3
  }

  expect_failures = [var.replica_kms_key_arn, var.recovery_window_days]
}

run "secrets_without_a_key_and_replicas_of_replicas_are_refused" {
  command = plan

  variables {
    kms_key_arn         = null
    replica_region      = "Ireland"
    replica_kms_key_arn = "arn:aws:kms:eu-west-2:123456789012:key/4b5d0c29-fc98-4289-94ee-ef97af0695f1"
  }

  expect_failures = [var.kms_key_arn, var.replica_region]
}
