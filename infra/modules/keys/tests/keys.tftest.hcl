mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { name = "eu-central-1" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
}

variables {
  name = "notejam-production"

  uses = {
    secrets  = { description = "Secrets" }
    database = { description = "Database", through = ["rds"] }
    logs     = { description = "Logs", log_groups = ["*notejam-production*"] }
    alerts   = { description = "Alerts", services = ["cloudwatch.amazonaws.com", "events.amazonaws.com"] }
  }
}

run "one_rotated_key_a_use_under_its_alias" {
  assert {
    condition     = alltrue([for key in aws_kms_key.this : key.enable_key_rotation && key.deletion_window_in_days == 30])
    error_message = "Every key is rotated, and its deletion can be taken back for a month."
  }

  assert {
    condition     = { for use, alias in aws_kms_alias.this : alias.name => alias.target_key_id == aws_kms_key.this[use].key_id } == { for use in ["alerts", "database", "logs", "secrets"] : "alias/notejam-production-${use}" => true }
    error_message = "Each use has its alias, which leads to its own key."
  }

  assert {
    condition     = output.arns["logs"] == aws_kms_key.this["logs"].arn && length(distinct(values(output.arns))) == 4
    error_message = "What leaves the module is each key's ARN."
  }
}

run "only_the_account_has_every_action" {
  assert {
    condition = distinct(flatten([for document in data.aws_iam_policy_document.this : [
      for statement in document.statement : [for principal in statement.principals : principal.identifiers] if contains(statement.actions, "kms:*")
    ]])) == tolist(["arn:aws:iam::123456789012:root"])
    error_message = "kms:* is the account's, and nobody else's."
  }

  assert {
    condition = alltrue(flatten([for document in data.aws_iam_policy_document.this : [
      for statement in document.statement : length(statement.condition) > 0 if !contains(statement.actions, "kms:*") && statement.sid != "UseByServiceThatNamesNoAccount"
    ]]))
    error_message = "Every other statement has a condition, but EventBridge's."
  }

  assert {
    condition     = length(data.aws_iam_policy_document.this["secrets"].statement) == 1
    error_message = "A use without services is open to the account's IAM policies only."
  }
}

run "a_service_is_let_in_narrowly" {
  assert {
    condition = alltrue([for statement in slice(data.aws_iam_policy_document.this["database"].statement, 1, 3) :
      contains([for condition in statement.condition : "${condition.variable} ${join(",", condition.values)}"], "kms:ViaService rds.eu-central-1.amazonaws.com") &&
      contains([for condition in statement.condition : "${condition.variable} ${join(",", condition.values)}"], "kms:CallerAccount 123456789012")
    ])
    error_message = "Through RDS of this region, by callers of this account."
  }

  assert {
    condition = alltrue([for statement in data.aws_iam_policy_document.this["database"].statement :
      contains([for condition in statement.condition : "${condition.variable} ${join(",", condition.values)}"], "kms:GrantIsForAWSResource true") if contains(statement.actions, "kms:CreateGrant")
    ])
    error_message = "Grants are for AWS resources only."
  }

  assert {
    condition = [for statement in data.aws_iam_policy_document.this["logs"].statement :
      [one(statement.principals).identifiers, one(statement.condition).variable, one(statement.condition).values] if statement.sid == "EncryptLogGroups"
      ] == [[
        toset(["logs.eu-central-1.amazonaws.com"]), "kms:EncryptionContext:aws:logs:arn",
        tolist(["arn:aws:logs:eu-central-1:123456789012:log-group:*notejam-production*"])
    ]]
    error_message = "CloudWatch Logs uses the key for the named log groups only."
  }

  assert {
    condition = [for statement in data.aws_iam_policy_document.this["alerts"].statement :
      [sort(one(statement.principals).identifiers), one(statement.condition).variable, one(statement.condition).values] if statement.sid == "UseByService"
      ] == [[
        tolist(["cloudwatch.amazonaws.com"]), "aws:SourceAccount", tolist(["123456789012"])
    ]]
    error_message = "The named services, on behalf of this account."
  }

  assert {
    condition = [for statement in data.aws_iam_policy_document.this["alerts"].statement :
      [one(statement.principals).identifiers, length(statement.condition)] if statement.sid == "UseByServiceThatNamesNoAccount"
    ] == [[toset(["events.amazonaws.com"]), 0]]
    error_message = "EventBridge names no account when it asks KMS: with the condition, every event for an encrypted topic is dropped."
  }
}

run "a_key_that_is_gone_at_once_is_refused" {
  command = plan

  variables {
    deletion_window_days = 1
  }

  expect_failures = [var.deletion_window_days]
}

run "services_are_told_apart" {
  command = plan

  variables {
    uses = { database = { description = "Database", through = ["rds.amazonaws.com"] } }
  }

  expect_failures = [var.uses]
}

run "a_service_is_a_principal" {
  command = plan

  variables {
    uses = { alerts = { description = "Alerts", services = ["cloudwatch"] } }
  }

  expect_failures = [var.uses]
}

run "a_use_is_named_as_an_alias_can_be" {
  command = plan

  variables {
    uses = { "Data base" = { description = "Database" } }
  }

  expect_failures = [var.uses]
}
