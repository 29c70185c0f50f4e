locals {
  ports = { database = 5432, cache = 6379 }

  groups = {
    load-balancer = "Load balancer"
    tasks         = "Tasks"
    database      = "Database"
    cache         = "Cache"
  }
}

# Nobody is let in from outside while nothing is restored: a drill opens its load balancer.
resource "aws_security_group" "this" {
  for_each = local.groups

  name        = "${var.name}-${each.key}"
  description = "${each.value} of ${var.name}"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.name}-${each.key}" }
}

resource "aws_vpc_security_group_egress_rule" "load_balancer" {
  security_group_id            = aws_security_group.this["load-balancer"].id
  referenced_security_group_id = aws_security_group.this["tasks"].id
  ip_protocol                  = "tcp"
  from_port                    = var.container_port
  to_port                      = var.container_port

  tags = { Name = "${var.name} to the tasks" }
}

resource "aws_vpc_security_group_ingress_rule" "tasks" {
  security_group_id            = aws_security_group.this["tasks"].id
  referenced_security_group_id = aws_security_group.this["load-balancer"].id
  ip_protocol                  = "tcp"
  from_port                    = var.container_port
  to_port                      = var.container_port

  tags = { Name = "${var.name} from the load balancer" }
}

# ECR, CloudWatch Logs and Secrets Manager are reached over HTTPS.
resource "aws_vpc_security_group_egress_rule" "https" {
  security_group_id = aws_security_group.this["tasks"].id
  description       = "AWS APIs"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "more" {
  for_each = var.egress_ports

  security_group_id = aws_security_group.this["tasks"].id
  description       = each.key
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = each.value
  to_port           = each.value
}

resource "aws_vpc_security_group_egress_rule" "data" {
  for_each = local.ports

  security_group_id            = aws_security_group.this["tasks"].id
  referenced_security_group_id = aws_security_group.this[each.key].id
  ip_protocol                  = "tcp"
  from_port                    = each.value
  to_port                      = each.value

  tags = { Name = "To the ${each.key} of ${var.name}" }
}

resource "aws_vpc_security_group_ingress_rule" "data" {
  for_each = local.ports

  security_group_id            = aws_security_group.this[each.key].id
  referenced_security_group_id = aws_security_group.this["tasks"].id
  ip_protocol                  = "tcp"
  from_port                    = each.value
  to_port                      = each.value

  tags = { Name = "${title(each.key)} of ${var.name} from the tasks" }
}
