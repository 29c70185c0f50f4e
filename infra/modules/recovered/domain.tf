# Everything here needs a name: without domain_name none of it exists.

locals {
  has_domain = var.domain_name != null
}

data "aws_region" "current" {}

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

  # After the listener that forwards, which has the port until the domain comes.
  depends_on = [aws_lb_listener.this]
}

# Without a health check: when the primary region is not answered by, this is all there is.
resource "aws_route53_record" "this" {
  count = local.has_domain ? 1 : 0

  zone_id        = var.zone_id
  name           = var.domain_name
  type           = "A"
  set_identifier = data.aws_region.current.name

  failover_routing_policy {
    type = "SECONDARY"
  }

  alias {
    name    = aws_lb.this.dns_name
    zone_id = aws_lb.this.zone_id

    evaluate_target_health = false
  }
}
