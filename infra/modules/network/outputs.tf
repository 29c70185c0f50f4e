output "vpc_id" {
  description = "The VPC."
  value       = aws_vpc.this.id
}

output "vpc_cidr_block" {
  description = "Its address range."
  value       = aws_vpc.this.cidr_block
}

output "public_subnet_ids" {
  description = "Subnets with a route to the internet, one a zone: for load balancers only."
  value       = [for zone in var.availability_zones : aws_subnet.public[zone].id]
}

output "private_subnet_ids" {
  description = "Subnets that reach the internet through NAT and cannot be reached from it, one a zone."
  value       = [for zone in var.availability_zones : aws_subnet.private[zone].id]
}

output "private_route_table_ids" {
  description = "Route tables of the private subnets, one a zone: for whoever adds a way out."
  value       = [for zone in var.availability_zones : aws_route_table.private[zone].id]
}

output "flow_log_group_name" {
  description = "Log group of the flow logs; null when there are none."
  value       = one(aws_cloudwatch_log_group.flow[*].name)
}

output "nat_addresses" {
  description = "Addresses that private subnets are seen under from outside, by zone. Available once they are routed there."
  value       = { for zone, address in aws_eip.nat : zone => address.public_ip }

  depends_on = [aws_route.nat, aws_route_table_association.private]
}
