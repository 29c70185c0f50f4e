mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { name = "eu-west-2" }
  }

  mock_resource "aws_lb" {
    defaults = { dns_name = "notejam.example", zone_id = "ZHURV8PSTC4K8", arn = "arn:aws:elasticloadbalancing:eu-west-2:123456789012:loadbalancer/app/x/0123456789abcdef" }
  }

  mock_resource "aws_lb_target_group" {
    defaults = { arn = "arn:aws:elasticloadbalancing:eu-west-2:123456789012:targetgroup/x/0123456789abcdef" }
  }
}

variables {
  name                            = "notejam-production-drill-k3xm9"
  vpc_id                          = "vpc-0a1b2c3d"
  public_subnet_ids               = ["subnet-0a", "subnet-0b", "subnet-0c"]
  private_subnet_ids              = ["subnet-1a", "subnet-1b", "subnet-1c"]
  private_route_table_ids         = ["rtb-1a", "rtb-1b", "rtb-1c"]
  load_balancer_security_group_id = "sg-0a"
  task_security_group_id          = "sg-0b"
  cache_security_group_id         = "sg-0c"
  cache_subnet_group_name         = "notejam-production-dr"
  cache_node_type                 = "cache.t4g.micro"
  cache_kms_key_arn               = "arn:aws:kms:eu-west-2:123456789012:key/5c6e1d3a-0d9f-4a39-8ad5-0fa8b1a0a6f2"
  cluster_name                    = "notejam-production-dr"
  bootstrap_task_definition_arn   = "arn:aws:ecs:eu-west-2:123456789012:task-definition/notejam-production-dr-bootstrap:1"
  container_name                  = "notejam"
  container_port                  = 8080
  client_cidr_blocks              = ["203.0.113.0/24"]
}

run "every_private_subnet_gets_the_way_out" {
  assert {
    condition     = [for route in aws_route.nat : "${route.route_table_id} ${route.destination_cidr_block}"] == ["rtb-1a 0.0.0.0/0", "rtb-1b 0.0.0.0/0", "rtb-1c 0.0.0.0/0"]
    error_message = "Tasks in every zone pull images and read secrets."
  }
}

run "clients_reach_the_load_balancer_alone" {
  assert {
    condition     = [for range, rule in aws_vpc_security_group_ingress_rule.clients : "${range} ${rule.security_group_id} ${rule.from_port}-${rule.to_port}"] == ["203.0.113.0/24 sg-0a 80-80"]
    error_message = "Whoever is given, by one port."
  }
}

run "nothing_keeps_it_from_being_taken_away" {
  assert {
    condition     = aws_lb.this.enable_deletion_protection == false
    error_message = "A drill ends with nothing left."
  }
}

run "the_service_begins_without_a_task_and_rolls_out_by_itself" {
  assert {
    condition     = aws_ecs_service.this.desired_count == 0 && length(aws_ecs_service.this.deployment_controller) == 0 && aws_ecs_service.this.deployment_circuit_breaker[0].enable
    error_message = "There is nothing to shift from, and dead tasks end the rollout."
  }
}

run "the_cache_is_encrypted_and_private" {
  assert {
    condition     = aws_elasticache_replication_group.this.transit_encryption_enabled && tobool(aws_elasticache_replication_group.this.at_rest_encryption_enabled) && aws_elasticache_replication_group.this.security_group_ids == toset(["sg-0c"])
    error_message = "TLS on the way, encryption at rest, tasks only."
  }
}

run "a_name_that_a_load_balancer_would_not_take_is_refused" {
  command = plan

  variables {
    name = "notejam-production-drill-much-too-long"
  }

  expect_failures = [var.name]
}

run "without_a_domain_there_is_nothing_of_one" {
  assert {
    condition     = length(aws_lb_listener.redirect) + length(aws_route53_record.this) + length(aws_vpc_security_group_ingress_rule.https) == 0
    error_message = "No redirect, no record, no second port."
  }

  assert {
    condition     = "${aws_lb_listener.this.protocol} ${aws_lb_listener.this.port} ${output.url}" == "HTTP 80 http://notejam.example"
    error_message = "Plain HTTP under the load balancer's own name."
  }
}

run "a_domain_brings_https_a_redirect_and_the_secondary_record" {
  variables {
    name            = "notejam-production-live-k3xm9"
    domain_name     = "notejam.example.com"
    zone_id         = "Z0123456789ABCDEFGHIJ"
    certificate_arn = "arn:aws:acm:eu-west-2:123456789012:certificate/7e7a28d2-163f-4b8f-b9cd-822f96c08d6a"
  }

  assert {
    condition     = "${aws_lb_listener.this.protocol} ${aws_lb_listener.this.port} ${aws_lb_listener.this.ssl_policy}" == "HTTPS 443 ELBSecurityPolicy-TLS13-1-2-Res-2021-06" && aws_lb_listener.this.certificate_arn == var.certificate_arn
    error_message = "TLS 1.3 and 1.2, with the certificate that stands ready."
  }

  assert {
    condition     = aws_lb_listener.this.default_action[0].target_group_arn == aws_lb_target_group.this.arn && aws_lb_listener.redirect[0].port == 80 && aws_lb_listener.redirect[0].default_action[0].redirect[0].protocol == "HTTPS" && aws_lb_listener.redirect[0].default_action[0].redirect[0].status_code == "HTTP_301"
    error_message = "HTTPS forwards, plain HTTP leads to it for good."
  }

  assert {
    condition     = [for range, rule in aws_vpc_security_group_ingress_rule.https : "${range} ${rule.security_group_id} ${rule.from_port}-${rule.to_port}"] == ["203.0.113.0/24 sg-0a 443-443"] && [for rule in aws_vpc_security_group_ingress_rule.clients : rule.from_port] == [80]
    error_message = "Clients reach both ports."
  }

  assert {
    condition     = aws_route53_record.this[0].failover_routing_policy[0].type == "SECONDARY" && "${aws_route53_record.this[0].zone_id} ${aws_route53_record.this[0].name} ${aws_route53_record.this[0].type} ${aws_route53_record.this[0].set_identifier}" == "Z0123456789ABCDEFGHIJ notejam.example.com A eu-west-2"
    error_message = "The record of the second region."
  }

  assert {
    condition     = aws_route53_record.this[0].health_check_id == null && !aws_route53_record.this[0].alias[0].evaluate_target_health && "${aws_route53_record.this[0].alias[0].name} ${aws_route53_record.this[0].alias[0].zone_id}" == "notejam.example ZHURV8PSTC4K8"
    error_message = "There is nothing behind it: it answers whatever its health."
  }

  assert {
    condition     = output.url == "https://notejam.example.com"
    error_message = "People use the domain."
  }
}

run "a_domain_without_its_certificate_is_refused" {
  command = plan

  variables {
    domain_name = "notejam.example.com"
    zone_id     = "Z0123456789ABCDEFGHIJ"
  }

  expect_failures = [var.domain_name]
}

run "a_certificate_without_a_domain_is_refused" {
  command = plan

  variables {
    certificate_arn = "arn:aws:acm:eu-west-2:123456789012:certificate/7e7a28d2-163f-4b8f-b9cd-822f96c08d6a"
  }

  expect_failures = [var.domain_name]
}
