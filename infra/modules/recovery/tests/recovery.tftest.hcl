mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012", arn = "arn:aws:iam::123456789012:user/test" }
  }

  mock_data "aws_region" {
    defaults = { name = "eu-west-2" }
  }

  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }

  mock_resource "aws_acm_certificate" {
    defaults = {
      arn = "arn:aws:acm:eu-west-2:123456789012:certificate/7e7a28d2-163f-4b8f-b9cd-822f96c08d6a"
      domain_validation_options = [{
        domain_name           = "notejam.example.com"
        resource_record_name  = "_x1.notejam.example.com."
        resource_record_type  = "CNAME"
        resource_record_value = "_x2.acm-validations.aws."
      }]
    }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/mocked" }
  }
}

variables {
  name        = "notejam-production-dr"
  source_name = "notejam-production"
  vpc_id      = "vpc-0a1b2c3d"
  subnet_ids  = ["subnet-0a", "subnet-0b", "subnet-0c"]
}

run "nobody_is_let_in_from_outside_and_only_tasks_reach_the_data" {
  assert {
    condition     = [for use, rule in aws_vpc_security_group_ingress_rule.data : "${use} ${rule.from_port}-${rule.to_port} ${rule.referenced_security_group_id == aws_security_group.this["tasks"].id}"] == ["cache 6379-6379 true", "database 5432-5432 true"]
    error_message = "Database and cache let the tasks in, each by its own port."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.tasks.referenced_security_group_id == aws_security_group.this["load-balancer"].id
    error_message = "Tasks let the load balancer in."
  }
}

run "a_restored_database_finds_its_parameters" {
  variables {
    database_engine_version = "16"
  }

  assert {
    condition     = aws_db_parameter_group.this.family == "postgres16" && aws_db_parameter_group.this.name == "notejam-production-dr-postgres16"
    error_message = "The parameters are of the primary's version."
  }

  assert {
    condition     = anytrue([for parameter in aws_db_parameter_group.this.parameter : parameter.name == "rds.force_ssl" && parameter.value == "1"])
    error_message = "TLS for every connection."
  }
}

run "the_template_lacks_only_what_a_restore_tells" {
  assert {
    condition     = local.task_definition_template.family == "notejam-production-dr" && local.task_definition_template.containerDefinitions[0].image == "REPLACED_BY_PIPELINE" && length(local.task_definition_template.containerDefinitions[0].secrets) == 0
    error_message = "Image and secrets are put in when something is restored."
  }

  assert {
    condition     = contains([for variable in local.task_definition_template.containerDefinitions[0].environment : "${variable.name}=${variable.value}"], "Database__SslMode=VerifyFull")
    error_message = "The restored database's certificate is verified."
  }
}

run "roles_carry_the_region_and_the_boundary" {
  variables {
    permissions_boundary_arn = "arn:aws:iam::123456789012:policy/boundary"
  }

  assert {
    condition     = [aws_iam_role.execution.name, aws_iam_role.task.name] == ["notejam-production-dr-eu-west-2-execution", "notejam-production-dr-eu-west-2-task"] && aws_iam_role.execution.permissions_boundary == var.permissions_boundary_arn
    error_message = "IAM is one for all regions: the names tell them apart."
  }
}

run "without_a_domain_there_is_no_certificate" {
  assert {
    condition     = length(aws_acm_certificate.this) + length(aws_acm_certificate_validation.this) == 0 && output.certificate_arn == null
    error_message = "No certificate, and nothing that waits for it."
  }
}

run "the_certificate_of_a_domain_stands_ready" {
  variables {
    domain_name = "notejam.example.com"
    zone_id     = "Z0123456789ABCDEFGHIJ"
  }

  assert {
    condition     = aws_acm_certificate.this[0].domain_name == "notejam.example.com" && aws_acm_certificate.this[0].validation_method == "DNS" && output.certificate_arn == aws_acm_certificate_validation.this[0].certificate_arn && output.certificate_arn == aws_acm_certificate.this[0].arn
    error_message = "It is told once it is validated."
  }
}

run "a_domain_without_its_zone_is_refused" {
  command = plan

  variables {
    domain_name = "notejam.example.com"
  }

  expect_failures = [var.zone_id]
}

run "a_restored_notejam_has_what_it_is_given_besides" {
  variables {
    environment  = { Mail__Host = "smtp.example.com", Cache__Tls = "false" }
    egress_ports = { mail = 587 }
  }

  assert {
    condition     = contains(local.task_definition_template.containerDefinitions[0].environment, { name = "Mail__Host", value = "smtp.example.com" }) && contains(local.task_definition_template.containerDefinitions[0].environment, { name = "Cache__Tls", value = "true" })
    error_message = "Variables are added; those that keep connections safe stay as they are."
  }

  assert {
    condition     = [for what, rule in aws_vpc_security_group_egress_rule.more : "${what} ${rule.from_port}-${rule.to_port}"] == ["mail 587-587"]
    error_message = "Tasks get out by the port that is named."
  }
}
