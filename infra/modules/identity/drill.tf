# Besides what it shares with a failover: nothing but walls.
locals {
  drill_statements = {
    drill-data = concat(local.recovering_data["drill"], [
      {
        Sid       = "NowhereElse"
        Effect    = "Deny"
        NotAction = ["iam:*", "route53:*", "sts:*"]
        Resource  = "*"
        Condition = { StringNotEquals = { "aws:RequestedRegion" = local.dr } }
      },
      ], [for bucket in var.drill_bucket[*] : {
        Sid      = "JournalOfTheDrills"
        Effect   = "Allow"
        Action   = ["s3:DeleteObject", "s3:GetBucketLocation", "s3:GetObject", "s3:ListBucket", "s3:PutObject"]
        Resource = ["arn:${local.partition}:s3:::${bucket}", "arn:${local.partition}:s3:::${bucket}/*"]
    }])

    drill-service = concat(local.recovering_service["drill"], [
      {
        # Nor by giving it its own tag first.
        Sid    = "NothingThatServes"
        Effect = "Deny"
        Action = [
          "ec2:CreateTags", "ec2:Delete*", "ec2:ReleaseAddress", "ecs:Delete*", "ecs:TagResource", "ecs:Update*", "elasticache:AddTagsToResource", "elasticache:Delete*",
          "elasticloadbalancing:AddTags", "elasticloadbalancing:Delete*", "elasticloadbalancing:Modify*", "rds:AddTagsToResource", "rds:Delete*", "rds:Modify*", "rds:Reboot*",
        ]
        Resource  = "*"
        Condition = local.has_tag["failover"]
      },
    ])
  }
}
