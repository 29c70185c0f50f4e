# Besides what it shares with a failover: nothing but walls.
locals {
  # As the pipeline has it: beside the states of what stands ready.
  drill_bucket = try(coalesce(var.drill_bucket, var.disaster_recovery_state_bucket), null)

  drill_statements = {
    drill-data = concat(local.recovering_data["drill"], [
      {
        Sid       = "NowhereElse"
        Effect    = "Deny"
        NotAction = ["iam:*", "route53:*", "sts:*"]
        Resource  = "*"
        Condition = { StringNotEquals = { "aws:RequestedRegion" = local.dr } }
      },
      ], flatten([for bucket in local.drill_bucket[*] : [
        {
          # Outputs of what stands ready, manifests, the drills' own.
          Sid      = "StatesAndManifests"
          Effect   = "Allow"
          Action   = ["s3:GetBucketLocation", "s3:GetObject", "s3:ListBucket"]
          Resource = ["arn:${local.partition}:s3:::${bucket}", "arn:${local.partition}:s3:::${bucket}/*"]
        },
        {
          Sid      = "StateAndJournalOfTheDrills"
          Effect   = "Allow"
          Action   = ["s3:DeleteObject", "s3:PutObject"]
          Resource = [for folder in ["drills", "${var.name}/*/drills"] : "arn:${local.partition}:s3:::${bucket}/${folder}/*"]
        },
    ]]))

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
