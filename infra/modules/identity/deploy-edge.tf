# Load balancer, certificate, records, firewall.
locals {
  deploy_edge = concat([
    {
      Sid    = "LoadBalancer"
      Effect = "Allow"
      Action = [
        "elasticloadbalancing:AddListenerCertificates", "elasticloadbalancing:AddTags", "elasticloadbalancing:CreateListener", "elasticloadbalancing:CreateLoadBalancer",
        "elasticloadbalancing:CreateRule", "elasticloadbalancing:CreateTargetGroup", "elasticloadbalancing:DeleteListener", "elasticloadbalancing:DeleteLoadBalancer",
        "elasticloadbalancing:DeleteRule", "elasticloadbalancing:DeleteTargetGroup", "elasticloadbalancing:ModifyListener", "elasticloadbalancing:ModifyListenerAttributes",
        "elasticloadbalancing:ModifyLoadBalancerAttributes", "elasticloadbalancing:ModifyRule", "elasticloadbalancing:ModifyTargetGroup", "elasticloadbalancing:ModifyTargetGroupAttributes",
        "elasticloadbalancing:RemoveListenerCertificates", "elasticloadbalancing:RemoveTags", "elasticloadbalancing:SetRulePriorities", "elasticloadbalancing:SetSecurityGroups",
        "elasticloadbalancing:SetSubnets", "elasticloadbalancing:CreateWebACLAssociation", "elasticloadbalancing:DeleteWebACLAssociation", "wafv2:AssociateWebACL", "wafv2:DisassociateWebACL",
      ]
      Resource = local.load_balancer_arns
    },
    {
      Sid    = "Firewall"
      Effect = "Allow"
      Action = [
        "wafv2:AssociateWebACL", "wafv2:CreateIPSet", "wafv2:CreateWebACL", "wafv2:DeleteIPSet", "wafv2:DeleteLoggingConfiguration", "wafv2:DeleteWebACL",
        "wafv2:PutLoggingConfiguration", "wafv2:TagResource", "wafv2:UntagResource", "wafv2:UpdateIPSet", "wafv2:UpdateWebACL",
      ]
      Resource = concat(local.waf_arns, ["arn:${local.partition}:wafv2:*:${local.account}:regional/managedruleset/*"])
    },
    {
      Sid       = "RequestCertificates"
      Effect    = "Allow"
      Action    = ["acm:AddTagsToCertificate", "acm:RequestCertificate"]
      Resource  = "*" # RequestCertificate knows no resource.
      Condition = local.marked
    },
    {
      Sid       = "Certificates"
      Effect    = "Allow"
      Action    = ["acm:AddTagsToCertificate", "acm:DeleteCertificate", "acm:RemoveTagsFromCertificate", "acm:UpdateCertificateOptions"]
      Resource  = local.certificate_arn
      Condition = local.ours
    },
    {
      # How an interface endpoint gets its private name.
      Sid      = "NamesOfEndpoints"
      Effect   = "Allow"
      Action   = ["route53:AssociateVPCWithHostedZone", "route53:DisassociateVPCFromHostedZone"]
      Resource = "arn:${local.partition}:route53:::hostedzone/*"
    },
    {
      Sid      = "AwsKnowsNoResourceOfThese"
      Effect   = "Allow"
      Action   = ["elasticloadbalancing:SetWebAcl", "route53:CreateHealthCheck"]
      Resource = "*"
    },
    {
      Sid      = "HealthChecks"
      Effect   = "Allow"
      Action   = ["route53:ChangeTagsForResource", "route53:DeleteHealthCheck", "route53:UpdateHealthCheck"]
      Resource = "arn:${local.partition}:route53:::healthcheck/*"
    },
    ], [for zones in [var.hosted_zone_ids] : {
      Sid      = "Records"
      Effect   = "Allow"
      Action   = ["route53:ChangeResourceRecordSets"]
      Resource = [for zone in zones : "arn:${local.partition}:route53:::hostedzone/${zone}"]
  } if length(zones) > 0])
}
