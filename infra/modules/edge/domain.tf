# Everything here needs a name: without domain_name none of it exists.

data "aws_region" "current" {}

resource "aws_acm_certificate" "this" {
  count = local.has_domain ? 1 : 0

  domain_name       = var.domain_name
  validation_method = "DNS"

  lifecycle {
    # A listener is never without a certificate.
    create_before_destroy = true
  }
}

# ACM asks for the same record in every region of an account. The primary region's stack has it, for all of them: of several
# owners the first that goes would take it from the others, whose certificates then would not be renewed.
resource "aws_route53_record" "certificate" {
  count = local.has_domain && var.primary ? 1 : 0

  zone_id         = var.zone_id
  name            = one(aws_acm_certificate.this[0].domain_validation_options).resource_record_name
  type            = one(aws_acm_certificate.this[0].domain_validation_options).resource_record_type
  records         = [one(aws_acm_certificate.this[0].domain_validation_options).resource_record_value]
  ttl             = 300
  allow_overwrite = true
}

# What each region's stack wrote before: it stays, as the primary's.
removed {
  from = aws_route53_record.validation

  lifecycle {
    destroy = false
  }
}

resource "aws_acm_certificate_validation" "this" {
  count = local.has_domain ? 1 : 0

  certificate_arn         = aws_acm_certificate.this[0].arn
  validation_record_fqdns = var.primary ? aws_route53_record.certificate[*].fqdn : null
}

# After the production listener, which has the port until the domain comes.
resource "aws_lb_listener" "redirect" {
  count = local.has_domain ? 1 : 0

  load_balancer_arn = aws_lb.this.arn
  port              = var.http_port
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      protocol    = "HTTPS"
      port        = "443"
      status_code = "HTTP_301"
    }
  }

  depends_on = [aws_lb_listener.production]
}

# Besides the rule for http_port, which stays: one that changed its port would get in the way of the other's creation.
resource "aws_vpc_security_group_ingress_rule" "https" {
  for_each = toset(local.has_domain ? var.client_cidr_blocks : [])

  security_group_id = aws_security_group.load_balancer.id
  description       = "Clients, by HTTPS"
  cidr_ipv4         = each.key
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

# By the load balancer's name, not the domain: each region answers for itself.
resource "aws_route53_health_check" "this" {
  count = local.has_domain ? 1 : 0

  type              = "HTTPS"
  fqdn              = aws_lb.this.dns_name
  port              = 443
  enable_sni        = true
  resource_path     = var.health_check_path
  request_interval  = 30
  failure_threshold = 3

  tags = { Name = "${var.name}-${data.aws_region.current.name}" }
}

locals {
  health_checkers_need_a_rule = local.has_domain && !contains(var.client_cidr_blocks, "0.0.0.0/0")
}

data "aws_ec2_managed_prefix_list" "health_checkers" {
  count = local.health_checkers_need_a_rule ? 1 : 0

  name = "com.amazonaws.${data.aws_region.current.name}.route53-healthchecks"
}

resource "aws_vpc_security_group_ingress_rule" "health_checkers" {
  count = local.health_checkers_need_a_rule ? 1 : 0

  security_group_id = aws_security_group.load_balancer.id
  description       = "Health checkers of Route 53"
  prefix_list_id    = data.aws_ec2_managed_prefix_list.health_checkers[0].id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

# The secondary record is a failover's (module recovered): a region that waits has a database of its own, which nobody is to see.
resource "aws_route53_record" "this" {
  count = local.has_domain && var.primary ? 1 : 0

  zone_id         = var.zone_id
  name            = var.domain_name
  type            = "A"
  set_identifier  = data.aws_region.current.name
  health_check_id = coalesce(var.health_check_id, aws_route53_health_check.this[0].id)

  failover_routing_policy {
    type = "PRIMARY"
  }

  alias {
    name    = aws_lb.this.dns_name
    zone_id = aws_lb.this.zone_id

    # Route 53 would take the target group that waits, empty, for the next deployment as a load balancer out of order.
    evaluate_target_health = false
  }
}
