mock_provider "aws" {
  mock_data "aws_ecr_repositories" {
    defaults = { names = ["notejam-production"] }
  }
}

mock_provider "aws" {
  alias = "replica"

  mock_resource "aws_ecr_repository" {
    defaults = { registry_id = "123456789012" }
  }
}

variables {
  name = "notejam-production"
}

run "immutable_scanned_and_kept" {
  assert {
    condition     = aws_ecr_repository.this[0].image_tag_mutability == "IMMUTABLE"
    error_message = "Tags are immutable."
  }

  assert {
    condition     = aws_ecr_repository.this[0].image_scanning_configuration[0].scan_on_push
    error_message = "Images are scanned on push."
  }

  assert {
    condition = [for rule in jsondecode(aws_ecr_lifecycle_policy.this[0].policy).rules : [rule.selection.tagStatus, rule.selection.countNumber]] == [
      ["untagged", 14],
      ["tagged", 100],
    ]
    error_message = "Untagged images go after 14 days, then all releases but the newest 100."
  }

  assert {
    condition     = aws_ecr_repository.this[0].force_delete == false
    error_message = "Deleting images is opted into."
  }
}

run "images_are_encrypted_with_the_key_given" {
  variables {
    kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/5c6e1d3a-0d9f-4a39-8ad5-0fa8b1a0a6f2"
  }

  assert {
    condition     = aws_ecr_repository.this[0].encryption_configuration[0].encryption_type == "KMS" && aws_ecr_repository.this[0].encryption_configuration[0].kms_key == var.kms_key_arn
    error_message = "The given key encrypts the images."
  }
}

run "nothing_is_replicated_unless_asked_for" {
  assert {
    condition     = length(aws_ecr_repository.replica) + length(aws_ecr_registry_scanning_configuration.this) == 0
    error_message = "Neither a replica nor settings of the whole registry."
  }
}

run "every_image_is_replicated_into_a_repository_of_the_same_settings" {
  variables {
    replica_region      = "eu-west-2"
    replica_kms_key_arn = "arn:aws:kms:eu-west-2:123456789012:key/4b5d0c29-fc98-4289-94ee-ef97af0695f1"
  }

  assert {
    condition     = aws_ecr_repository.replica[0].name == var.name && aws_ecr_repository.replica[0].image_tag_mutability == "IMMUTABLE" && aws_ecr_repository.replica[0].image_scanning_configuration[0].scan_on_push
    error_message = "The replica has the same name, immutable tags, and scans on push."
  }

  assert {
    condition     = aws_ecr_repository.replica[0].encryption_configuration[0].kms_key == var.replica_kms_key_arn
    error_message = "Its region's own key encrypts it."
  }

  assert {
    condition     = aws_ecr_lifecycle_policy.replica[0].policy == aws_ecr_lifecycle_policy.this[0].policy
    error_message = "The same images stay in both regions."
  }
}

run "the_other_region_makes_nothing_and_reads_the_replica" {
  variables {
    primary = false
  }

  assert {
    condition     = length(aws_ecr_repository.this) + length(aws_ecr_lifecycle_policy.this) + length(aws_ecr_repository.replica) == 0
    error_message = "The primary region owns the repository."
  }

  assert {
    condition     = data.aws_ecr_repository.replica[0].name == "notejam-production" && output.repository_url == data.aws_ecr_repository.replica[0].repository_url
    error_message = "The outputs are the replica's."
  }
}

run "the_other_region_is_refused_before_the_primary" {
  command = plan

  variables {
    primary = false
  }

  override_data {
    target = data.aws_ecr_repositories.here[0]
    values = { names = ["something-else"] }
  }

  expect_failures = [data.aws_ecr_repositories.here[0]]
}

run "scanning_of_the_registry_is_set_for_this_repository" {
  variables {
    registry_scan_type = "ENHANCED"
  }

  assert {
    condition     = [for rule in aws_ecr_registry_scanning_configuration.this[0].rule : "${rule.scan_frequency} ${one(rule.repository_filter).filter}"] == ["CONTINUOUS_SCAN notejam-production"]
    error_message = "Enhanced scanning looks at the repository again and again."
  }
}

run "too_few_images_to_roll_back_and_unknown_scans_and_regions_are_refused" {
  command = plan

  variables {
    kept_images        = 1
    registry_scan_type = "DEEP"
    replica_region     = "Ireland"
  }

  expect_failures = [var.kept_images, var.registry_scan_type, var.replica_region]
}
