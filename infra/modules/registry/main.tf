locals {
  replicated = var.primary && var.replica_region != null

  lifecycle_policy = jsonencode({
    rules = [
      {
        rulePriority = 1
        description  = "Images without a tag go after ${var.untagged_days} days"
        selection = {
          tagStatus   = "untagged"
          countType   = "sinceImagePushed"
          countUnit   = "days"
          countNumber = var.untagged_days
        }
        action = { type = "expire" }
      },
      {
        rulePriority = 2
        description  = "The newest ${var.kept_images} releases stay; images with tags of others are left alone"
        selection = {
          tagStatus     = "tagged"
          tagPrefixList = ["c-"] # What the pipeline calls its images: c-<hash of the content>.
          countType     = "imageCountMoreThan"
          countNumber   = var.kept_images
        }
        action = { type = "expire" }
      },
    ]
  })
}

resource "aws_ecr_repository" "this" {
  count = var.primary ? 1 : 0

  name                 = var.name
  image_tag_mutability = "IMMUTABLE"
  force_delete         = var.force_delete

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = var.kms_key_arn == null ? "AES256" : "KMS"
    kms_key         = var.kms_key_arn
  }
}

resource "aws_ecr_lifecycle_policy" "this" {
  count = var.primary ? 1 : 0

  repository = aws_ecr_repository.this[0].name
  policy     = local.lifecycle_policy
}

resource "aws_ecr_registry_scanning_configuration" "this" {
  count = var.registry_scan_type == null ? 0 : 1

  scan_type = var.registry_scan_type

  rule {
    scan_frequency = var.registry_scan_type == "ENHANCED" ? "CONTINUOUS_SCAN" : "SCAN_ON_PUSH"

    repository_filter {
      filter      = var.name
      filter_type = "WILDCARD"
    }
  }
}
