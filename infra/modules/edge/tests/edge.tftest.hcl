mock_provider "aws" {
  mock_resource "aws_lb" {
    defaults = {
      arn      = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/notejam-production/50dc6c495c0c9188"
      dns_name = "notejam-production.example"
    }
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
    condition     = [for rule in aws_vpc_security_group_ingress_rule.production : rule.from_port] == [80] && length(aws_vpc_security_group_ingress_rule.test) == 0
    error_message = "By default only port 80 is open."
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

run "test_listeners_that_are_public_or_clash_are_refused" {
  command = plan

  variables {
    test_cidr_blocks = ["0.0.0.0/0"]
    test_port        = 80
  }

  expect_failures = [var.test_cidr_blocks, var.test_port]
}
