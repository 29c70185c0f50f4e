# Stands ready, because its validation takes minutes that a failover does not have. Without domain_name none of it exists.

resource "aws_acm_certificate" "this" {
  count = var.domain_name == null ? 0 : 1

  domain_name       = var.domain_name
  validation_method = "DNS"

  lifecycle {
    # A listener is never without a certificate.
    create_before_destroy = true
  }
}

# ACM asks for the same record in every region of an account: the primary region's stack has it (module edge). What was written
# here before stays, as its.
removed {
  from = aws_route53_record.validation

  lifecycle {
    destroy = false
  }
}

resource "aws_acm_certificate_validation" "this" {
  count = var.domain_name == null ? 0 : 1

  certificate_arn = aws_acm_certificate.this[0].arn
}
