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

# ACM asks for the same record in every region of an account: each region writes it, whichever came first.
resource "aws_route53_record" "validation" {
  count = var.domain_name == null ? 0 : 1

  zone_id         = var.zone_id
  name            = one(aws_acm_certificate.this[0].domain_validation_options).resource_record_name
  type            = one(aws_acm_certificate.this[0].domain_validation_options).resource_record_type
  records         = [one(aws_acm_certificate.this[0].domain_validation_options).resource_record_value]
  ttl             = 300
  allow_overwrite = true
}

resource "aws_acm_certificate_validation" "this" {
  count = var.domain_name == null ? 0 : 1

  certificate_arn         = aws_acm_certificate.this[0].arn
  validation_record_fqdns = [aws_route53_record.validation[0].fqdn]
}
