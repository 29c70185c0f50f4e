mock_provider "aws" {
  mock_resource "aws_lb" {
    defaults = {
      arn      = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/notejam-production/50dc6c495c0c9188"
      dns_name = "notejam-production.example"
      zone_id  = "Z215JYRZR1TBD5"
    }
  }
  mock_resource "aws_lb_listener" {
    defaults = {
      arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/notejam-production/50dc6c495c0c9188/aaaaaaaaaaaaaaaa"
    }
  }
  mock_resource "aws_acm_certificate" {
    defaults = {
      arn = "arn:aws:acm:eu-central-1:123456789012:certificate/7e7a28d2-163f-4b8f-b9cd-822f96c08d6a"
      domain_validation_options = [{
        domain_name           = "notejam.example.com"
        resource_record_name  = "_x1.notejam.example.com."
        resource_record_type  = "CNAME"
        resource_record_value = "_x2.acm-validations.aws."
      }]
    }
  }
  mock_data "aws_region" {
    defaults = { name = "eu-central-1" }
  }
  mock_data "aws_ec2_managed_prefix_list" {
    defaults = { id = "pl-0a1b2c3d" }
  }
  mock_resource "aws_lb_target_group" {
    defaults = {
      arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/notejam-production-blue/73e2d6bc24d8a067"
    }
  }
}

variables {
  name       = "notejam-production"
  vpc_id     = "vpc-0a1b2c3d"
  subnet_ids = ["subnet-0a", "subnet-0b", "subnet-0c"]
}

run "one_public_listener_and_two_target_groups" {
  assert {
    condition     = output.target_groups["blue"].name == "notejam-production-blue" && output.target_groups["green"].name == "notejam-production-green"
    error_message = "Blue and green carry the prefix."
  }

  assert {
    condition     = alltrue([for group in aws_lb_target_group.this : group.target_type == "ip" && group.port == 8080 && group.health_check[0].path == "/health/ready"])
    error_message = "Targets are Fargate tasks, by address, asked for readiness."
  }

  assert {
    condition     = aws_lb_listener.production.default_action[0].target_group_arn == aws_lb_target_group.this["blue"].arn && aws_lb_listener.test.default_action[0].target_group_arn == aws_lb_target_group.this["blue"].arn
    error_message = "Before the first deployment both listeners point at the same target group."
  }

  assert {
    condition     = [for rule in aws_vpc_security_group_ingress_rule.production : rule.from_port] == [80] && length(aws_vpc_security_group_ingress_rule.https) + length(aws_vpc_security_group_ingress_rule.test) == 0
    error_message = "By default only port 80 is open."
  }

  assert {
    condition     = aws_lb_listener.production.port == 80 && aws_lb_listener.production.protocol == "HTTP"
    error_message = "Without a domain there is no certificate, so clients are served plain HTTP."
  }

  assert {
    condition     = length(aws_acm_certificate.this) + length(aws_lb_listener.redirect) + length(aws_route53_record.this) + length(aws_route53_health_check.this) == 0 && output.endpoint_health_check_id == null
    error_message = "Without a domain there is nothing of one."
  }

  assert {
    condition     = output.url == "http://notejam-production.example" && output.test_url == "http://notejam-production.example:9080"
    error_message = "Port 80 goes without saying."
  }
}

run "the_test_listener_opens_to_the_ranges_given" {
  variables {
    test_cidr_blocks = ["10.0.0.0/16"]
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.test["10.0.0.0/16"].from_port == 9080
    error_message = "The given range reaches the test port."
  }
}

run "the_test_listener_opens_to_single_addresses" {
  variables {
    test_client_addresses = { "the functions in eu-central-1a" = "203.0.113.7" }
  }

  assert {
    condition     = [for rule in aws_vpc_security_group_ingress_rule.test_client : "${rule.cidr_ipv4} ${rule.from_port}-${rule.to_port}"] == ["203.0.113.7/32 9080-9080"]
    error_message = "One address, on the test port."
  }
}

run "a_domain_brings_https_a_redirect_and_a_failover_record" {
  variables {
    domain_name = "notejam.example.com"
    zone_id     = "Z0123456789ABCDEFGHIJ"
  }

  assert {
    condition     = aws_lb_listener.production.port == 443 && aws_lb_listener.production.protocol == "HTTPS" && aws_lb_listener.production.ssl_policy == "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"
    error_message = "The production listener speaks TLS 1.3 and 1.2."
  }

  assert {
    condition     = aws_lb_listener.production.certificate_arn == aws_acm_certificate_validation.this[0].certificate_arn && aws_acm_certificate.this[0].validation_method == "DNS"
    error_message = "The listener waits for the certificate to be validated."
  }

  assert {
    condition     = output.production_listener_arn == aws_lb_listener.production.arn && aws_lb_listener.production.default_action[0].target_group_arn == aws_lb_target_group.this["blue"].arn
    error_message = "The listener that CodeDeploy moves is the one with the certificate."
  }

  assert {
    condition     = aws_lb_listener.redirect[0].port == 80 && aws_lb_listener.redirect[0].default_action[0].redirect[0].protocol == "HTTPS" && aws_lb_listener.redirect[0].default_action[0].redirect[0].status_code == "HTTP_301"
    error_message = "Plain HTTP leads to HTTPS, for good."
  }

  assert {
    condition     = [for rule in aws_vpc_security_group_ingress_rule.production : rule.from_port] == [80] && [for rule in aws_vpc_security_group_ingress_rule.https : rule.from_port] == [443]
    error_message = "Clients reach both ports."
  }

  assert {
    condition     = aws_route53_record.certificate[0].name == "_x1.notejam.example.com." && aws_route53_record.certificate[0].allow_overwrite
    error_message = "The primary region has the record that ACM asks for in each."
  }

  assert {
    condition     = aws_route53_record.this[0].failover_routing_policy[0].type == "PRIMARY" && aws_route53_record.this[0].set_identifier == "eu-central-1" && aws_route53_record.this[0].health_check_id == aws_route53_health_check.this[0].id
    error_message = "The record is the primary's, and its health is this region's."
  }

  assert {
    condition     = !aws_route53_record.this[0].alias[0].evaluate_target_health && aws_route53_record.this[0].alias[0].name == "notejam-production.example"
    error_message = "The empty target group of the pair must not turn people away."
  }

  assert {
    condition     = aws_route53_health_check.this[0].fqdn == "notejam-production.example" && aws_route53_health_check.this[0].type == "HTTPS" && aws_route53_health_check.this[0].resource_path == "/health/ready"
    error_message = "The check asks this load balancer, over HTTPS, for readiness."
  }

  assert {
    condition     = length(aws_vpc_security_group_ingress_rule.health_checkers) == 0
    error_message = "Where everyone may come in, health checkers need no rule."
  }

  assert {
    condition     = output.url == "https://notejam.example.com" && output.test_url == "http://notejam-production.example:9080"
    error_message = "People use the domain, deployments are verified by the load balancer's own name."
  }
}

run "another_check_decides_where_there_is_one" {
  variables {
    domain_name     = "notejam.example.com"
    zone_id         = "Z0123456789ABCDEFGHIJ"
    health_check_id = "0c5a4fd4-7b9e-4c60-9f0e-0a3f4d3a5a11"
  }

  assert {
    condition     = aws_route53_record.this[0].health_check_id == "0c5a4fd4-7b9e-4c60-9f0e-0a3f4d3a5a11"
    error_message = "The record asks the check that was given."
  }

  assert {
    condition     = output.endpoint_health_check_id == aws_route53_health_check.this[0].id && output.endpoint_health_check_id != aws_route53_record.this[0].health_check_id
    error_message = "The endpoint's own stays, for what is calculated over it."
  }
}

run "the_second_region_of_a_restricted_service" {
  variables {
    domain_name        = "notejam.example.com"
    zone_id            = "Z0123456789ABCDEFGHIJ"
    primary            = false
    client_cidr_blocks = ["192.0.2.0/24"]
  }

  assert {
    condition     = length(aws_route53_record.this) + length(aws_route53_record.certificate) == 0 && aws_lb_listener.production.certificate_arn == aws_acm_certificate_validation.this[0].certificate_arn
    error_message = "A region that waits has its certificate, and none of the domain's records: one owner each."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.health_checkers[0].prefix_list_id == "pl-0a1b2c3d" && aws_vpc_security_group_ingress_rule.health_checkers[0].from_port == 443
    error_message = "Route 53's health checkers are let in."
  }
}

run "requests_are_logged_where_the_operator_says" {
  variables {
    access_logs_bucket = "octo-org-access-logs"
  }

  assert {
    condition     = [for logs in aws_lb.this.access_logs : [logs.enabled, logs.bucket, logs.prefix]] == [[true, "octo-org-access-logs", "notejam-production"]]
    error_message = "Below the environment's name, in the operator's bucket."
  }
}

run "a_domain_without_its_zone_is_refused" {
  command = plan

  variables {
    domain_name = "notejam.example.com"
  }

  expect_failures = [var.zone_id]
}

run "malformed_domains_and_old_protocols_are_refused" {
  command = plan

  variables {
    domain_name = "https://notejam.example.com"
    ssl_policy  = "ELBSecurityPolicy-2016-08"
  }

  expect_failures = [var.domain_name, var.ssl_policy]
}

run "test_listeners_that_are_public_or_clash_are_refused" {
  command = plan

  variables {
    test_cidr_blocks = ["0.0.0.0/0"]
    test_port        = 80
  }

  expect_failures = [var.test_cidr_blocks, var.test_port]
}
