# VPC, subnets, routes, endpoints, flow logs.
locals {
  deploy_network = [
    {
      Sid    = "MakeWhatCarriesTheTag"
      Effect = "Allow"
      Action = [
        "ec2:AllocateAddress", "ec2:AuthorizeSecurityGroupEgress", "ec2:AuthorizeSecurityGroupIngress", "ec2:CreateFlowLogs", "ec2:CreateInternetGateway", "ec2:CreateNatGateway",
        "ec2:CreateRouteTable", "ec2:CreateSecurityGroup", "ec2:CreateSubnet", "ec2:CreateVpc", "ec2:CreateVpcEndpoint",
      ]
      Resource  = [for kind in local.ec2_kinds : "${local.ec2}:${kind}/*"]
      Condition = local.marked
    },
    {
      Sid    = "ChangeWhatCarriesTheTag"
      Effect = "Allow"
      Action = [
        "ec2:AssociateRouteTable", "ec2:AttachInternetGateway", "ec2:AuthorizeSecurityGroupEgress", "ec2:AuthorizeSecurityGroupIngress", "ec2:CreateFlowLogs",
        "ec2:CreateNatGateway", "ec2:CreateRoute", "ec2:CreateRouteTable", "ec2:CreateSecurityGroup", "ec2:CreateSubnet", "ec2:CreateTags", "ec2:CreateVpcEndpoint", "ec2:DeleteFlowLogs",
        "ec2:DeleteInternetGateway", "ec2:DeleteNatGateway", "ec2:DeleteRoute", "ec2:DeleteRouteTable", "ec2:DeleteSecurityGroup", "ec2:DeleteSubnet", "ec2:DeleteTags",
        "ec2:DeleteVpc", "ec2:DeleteVpcEndpoints", "ec2:DetachInternetGateway", "ec2:DisassociateAddress", "ec2:DisassociateRouteTable", "ec2:ModifySecurityGroupRules",
        "ec2:ModifySubnetAttribute", "ec2:ModifyVpcAttribute", "ec2:ModifyVpcEndpoint", "ec2:ReleaseAddress", "ec2:ReplaceRoute", "ec2:ReplaceRouteTableAssociation",
        "ec2:RevokeSecurityGroupEgress", "ec2:RevokeSecurityGroupIngress", "ec2:UpdateSecurityGroupRuleDescriptionsEgress", "ec2:UpdateSecurityGroupRuleDescriptionsIngress",
      ]
      Resource  = local.ec2_all
      Condition = local.ours
    },
    {
      # The interface of a NAT gateway, which is EC2's own and has no tags, is asked about besides the address, which has.
      Sid      = "TakeAddressesFromInterfaces"
      Effect   = "Allow"
      Action   = ["ec2:DisassociateAddress"]
      Resource = "arn:${local.partition}:ec2:*:${local.account}:network-interface/*"
    },
    {
      Sid       = "TagOnlyWhatIsBeingMade"
      Effect    = "Allow"
      Action    = ["ec2:CreateTags"]
      Resource  = local.ec2_all
      Condition = { Null = { "ec2:CreateAction" = "false" }, StringEquals = local.marked.StringEquals }
    },
    {
      # A VPC's default group is made by AWS, without tags: it may be taken over, a tagged one of somebody else may not. Then it
      # carries the tag, and its rules go with the group's.
      Sid       = "AdoptTheDefaultGroup"
      Effect    = "Allow"
      Action    = ["ec2:CreateTags"]
      Resource  = "${local.ec2}:security-group/*"
      Condition = { Null = { "aws:ResourceTag/Project" = "true" }, StringEquals = local.marked.StringEquals }
    },
  ]
}
