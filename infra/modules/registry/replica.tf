# Left to itself, replication would create the repository: with tags that can be overwritten, and without key and lifecycle.
resource "aws_ecr_repository" "replica" {
  provider = aws.replica
  count    = local.replicated ? 1 : 0

  name                 = var.name
  image_tag_mutability = "IMMUTABLE"
  force_delete         = var.force_delete

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = var.replica_kms_key_arn == null ? "AES256" : "KMS"
    kms_key         = var.replica_kms_key_arn
  }
}

resource "aws_ecr_lifecycle_policy" "replica" {
  provider = aws.replica
  count    = local.replicated ? 1 : 0

  repository = aws_ecr_repository.replica[0].name
  policy     = local.lifecycle_policy
}

# A registry has one, for all environments: stacks/account has it. What an environment set before stays until that is applied.
removed {
  from = aws_ecr_replication_configuration.this

  lifecycle {
    destroy = false
  }
}

# Asked for by a list first: a single look-up fails without saying what to do.
data "aws_ecr_repositories" "here" {
  count = var.primary ? 0 : 1

  lifecycle {
    postcondition {
      condition     = try(contains(self.names, var.name), false) # An empty registry has no list.
      error_message = "The repository ${var.name} is not in this region yet: apply the primary region's stack first, with this region as its replica_region."
    }
  }
}

data "aws_ecr_repository" "replica" {
  count = var.primary ? 0 : 1

  name = var.name

  depends_on = [data.aws_ecr_repositories.here]
}
