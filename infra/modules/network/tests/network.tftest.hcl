mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { name = "eu-central-1" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }

  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/vpc/notejam-production/flow" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/notejam-production-eu-central-1-flow-logs" }
  }
}

variables {
  name               = "notejam-production"
  availability_zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"]
}

run "three_zones_routed_through_one_nat_gateway" {
  assert {
    condition     = length(output.public_subnet_ids) == 3 && length(output.private_subnet_ids) == 3
    error_message = "Three zones make three public and three private subnets."
  }

  assert {
    condition = length(distinct(concat(
      [for subnet in aws_subnet.public : subnet.cidr_block],
      [for subnet in aws_subnet.private : subnet.cidr_block],
    ))) == 6
    error_message = "No two subnets share an address range."
  }

  assert {
    condition     = alltrue([for subnet in merge({ for k, v in aws_subnet.public : "public-${k}" => v }, { for k, v in aws_subnet.private : "private-${k}" => v }) : subnet.map_public_ip_on_launch != true])
    error_message = "Only load balancers and NAT gateways have public addresses."
  }

  assert {
    condition     = length(aws_nat_gateway.this) == 1
    error_message = "One NAT gateway by default."
  }

  assert {
    condition     = alltrue([for route in aws_route.nat : route.nat_gateway_id == one(values(aws_nat_gateway.this)).id && route.destination_cidr_block == "0.0.0.0/0"])
    error_message = "Every private route table leads to the NAT gateway."
  }

  assert {
    condition     = alltrue([for zone, association in aws_route_table_association.private : association.route_table_id == aws_route_table.private[zone].id && association.subnet_id == aws_subnet.private[zone].id])
    error_message = "Every private subnet is associated with the route table of its zone."
  }

  assert {
    condition     = aws_vpc_endpoint.s3.service_name == "com.amazonaws.eu-central-1.s3" && length(aws_vpc_endpoint.s3.route_table_ids) >= 1
    error_message = "The S3 gateway endpoint of the region is in the private route tables."
  }

  assert {
    condition     = length(aws_default_security_group.this.ingress) == 0 && length(aws_default_security_group.this.egress) == 0
    error_message = "The VPC's default security group lets nothing through."
  }
}

run "a_nat_gateway_per_zone_serves_its_own_zone" {
  variables {
    nat_gateway_per_zone = true
  }

  assert {
    condition     = length(aws_nat_gateway.this) == 3
    error_message = "One NAT gateway in each of the three zones."
  }

  assert {
    condition     = alltrue([for zone, route in aws_route.nat : route.nat_gateway_id == aws_nat_gateway.this[zone].id])
    error_message = "A zone's traffic leaves through the zone's own NAT gateway."
  }
}

run "no_endpoint_and_no_log_unless_asked_for" {
  assert {
    condition     = length(aws_vpc_endpoint.interface) + length(aws_security_group.endpoints) + length(aws_flow_log.this) + length(aws_iam_role.flow_logs) == 0
    error_message = "What costs by the hour is opted into."
  }
}

run "services_are_reached_inside_the_vpc" {
  variables {
    interface_endpoints = ["ecr.api", "ecr.dkr", "logs", "secretsmanager"]
  }

  assert {
    condition     = sort([for endpoint in aws_vpc_endpoint.interface : endpoint.service_name]) == sort([for service in var.interface_endpoints : "com.amazonaws.eu-central-1.${service}"])
    error_message = "One endpoint a service, of the region."
  }

  assert {
    condition     = alltrue([for endpoint in aws_vpc_endpoint.interface : endpoint.private_dns_enabled && length(endpoint.subnet_ids) >= 1 && endpoint.security_group_ids == toset([aws_security_group.endpoints[0].id])])
    error_message = "Their usual names lead to the private subnets, behind the endpoints' security group."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.endpoints[0].cidr_ipv4 == aws_vpc.this.cidr_block && aws_vpc_security_group_ingress_rule.endpoints[0].from_port == 443 && aws_vpc_security_group_ingress_rule.endpoints[0].to_port == 443
    error_message = "HTTPS from the VPC only."
  }
}

run "traffic_is_logged_for_a_time_under_the_key_given" {
  variables {
    flow_logs_enabled  = true
    log_retention_days = 90
    log_kms_key_arn    = "arn:aws:kms:eu-central-1:123456789012:key/0a63d5e9-7d84-4d0b-a1a3-6a0e5e6b3c11"
  }

  assert {
    condition     = aws_cloudwatch_log_group.flow[0].retention_in_days == 90 && aws_cloudwatch_log_group.flow[0].kms_key_id == var.log_kms_key_arn
    error_message = "The log group has retention and key."
  }

  assert {
    condition     = aws_flow_log.this[0].vpc_id == aws_vpc.this.id && aws_flow_log.this[0].traffic_type == "ALL" && aws_flow_log.this[0].log_destination == aws_cloudwatch_log_group.flow[0].arn
    error_message = "All traffic of the VPC goes to the log group."
  }

  assert {
    condition     = one(data.aws_iam_policy_document.flow_logs[0].statement).resources == toset(["arn:aws:logs:eu-central-1:123456789012:log-group:/aws/vpc/notejam-production/flow:*"])
    error_message = "The role writes to that log group only."
  }
}

run "wrong_zones_and_ranges_are_refused" {
  command = plan

  variables {
    availability_zones = ["eu-central-1a"]
    cidr_block         = "10.0.0.0/24"

    interface_endpoints = ["s3"]
    log_retention_days  = 31
  }

  expect_failures = [var.availability_zones, var.cidr_block, var.interface_endpoints, var.log_retention_days]
}

run "without_nat_the_network_stands_ready_and_costs_nothing" {
  variables {
    nat_enabled = false
  }

  assert {
    condition     = length(aws_nat_gateway.this) == 0 && length(aws_eip.nat) == 0 && length(aws_route.nat) == 0
    error_message = "No gateway, no address, no route."
  }

  assert {
    condition     = length(output.private_route_table_ids) == 3
    error_message = "Whoever adds a way out finds a route table a zone."
  }
}
