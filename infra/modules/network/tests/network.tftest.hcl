mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { name = "eu-central-1" }
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

run "wrong_zones_and_ranges_are_refused" {
  command = plan

  variables {
    availability_zones = ["eu-central-1a"]
    cidr_block         = "10.0.0.0/24"
  }

  expect_failures = [var.availability_zones, var.cidr_block]
}
