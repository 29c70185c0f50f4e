mock_provider "aws" {
  mock_resource "aws_wafv2_web_acl" {
    defaults = { arn = "arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/notejam-production/6f1b8a3e-8a1c-4d0e-9a53-1f3f6f0d9a11" }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-central-1:123456789012:log-group:aws-waf-logs-notejam-production" }
  }
}

variables {
  name              = "notejam-production"
  load_balancer_arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/notejam-production/50dc6c495c0c9188"
}

run "blocks_in_front_of_the_load_balancer" {
  assert {
    condition     = aws_wafv2_web_acl.this.scope == "REGIONAL" && aws_wafv2_web_acl_association.this.resource_arn == var.load_balancer_arn && aws_wafv2_web_acl_association.this.web_acl_arn == aws_wafv2_web_acl.this.arn
    error_message = "The firewall stands in front of the load balancer."
  }

  assert {
    condition = toset([for rule in aws_wafv2_web_acl.this.rule : rule.name]) == toset([
      "rate-limit", "AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesSQLiRuleSet",
    ])
    error_message = "A limit and AWS's four groups."
  }

  assert {
    condition     = alltrue([for rule in aws_wafv2_web_acl.this.rule : rule.name == "rate-limit" ? length(rule.action[0].block) == 1 : length(rule.override_action[0].none) == 1 && length(rule.override_action[0].count) == 0])
    error_message = "Every rule does what it is there for."
  }

  assert {
    condition     = [for rule in aws_wafv2_web_acl.this.rule : rule.statement[0].rate_based_statement[0].limit if rule.name == "rate-limit"] == [2000]
    error_message = "One address has 2000 requests in five minutes."
  }

  assert {
    condition     = flatten([for rule in aws_wafv2_web_acl.this.rule : [for override in rule.statement[0].managed_rule_group_statement[0].rule_action_override : override.name if !endswith(override.name, "_BODY")] if rule.name != "rate-limit"]) == []
    error_message = "Only what judges a body is let through: a note is free text."
  }

  assert {
    condition     = contains(flatten([for rule in aws_wafv2_web_acl.this.rule : rule.statement[0].managed_rule_group_statement[0].rule_action_override[*].name if rule.name == "AWSManagedRulesSQLiRuleSet"]), "SQLi_BODY")
    error_message = "A note about SQL is no attack."
  }

  assert {
    condition     = aws_cloudwatch_log_group.this.name == "aws-waf-logs-notejam-production" && aws_cloudwatch_log_group.this.retention_in_days == 30
    error_message = "WAF writes only to log groups of this prefix; logs are kept 30 days."
  }

  assert {
    condition     = toset([for field in aws_wafv2_web_acl_logging_configuration.this.redacted_fields : field.single_header[0].name]) == toset(["authorization", "cookie"])
    error_message = "No session in the logs."
  }
}

run "counting_blocks_nothing" {
  variables {
    mode            = "count"
    log_kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/6f1b8a3e-8a1c-4d0e-9a53-1f3f6f0d9a11"
  }

  assert {
    condition     = alltrue([for rule in aws_wafv2_web_acl.this.rule : rule.name == "rate-limit" ? length(rule.action[0].count) == 1 && length(rule.action[0].block) == 0 : length(rule.override_action[0].count) == 1 && length(rule.override_action[0].none) == 0])
    error_message = "Counting mode refuses nothing."
  }

  assert {
    condition     = aws_cloudwatch_log_group.this.kms_key_id == var.log_kms_key_arn
    error_message = "The logs are encrypted with the key given."
  }
}

run "unknown_modes_groups_and_limits_are_refused" {
  command = plan

  variables {
    mode          = "off"
    rate_limit    = 5
    counted_rules = { CommonRuleSet = ["SizeRestrictions_BODY"] }
  }

  expect_failures = [var.mode, var.rate_limit, var.counted_rules]
}
