mock_provider "aws" {}

variables {
  name = "notejam-production"
}

run "immutable_scanned_and_kept" {
  assert {
    condition     = aws_ecr_repository.this.image_tag_mutability == "IMMUTABLE"
    error_message = "Tags are immutable."
  }

  assert {
    condition     = aws_ecr_repository.this.image_scanning_configuration[0].scan_on_push
    error_message = "Images are scanned on push."
  }

  assert {
    condition = [for rule in jsondecode(aws_ecr_lifecycle_policy.this.policy).rules : [rule.selection.tagStatus, rule.selection.countNumber]] == [
      ["untagged", 14],
      ["any", 100],
    ]
    error_message = "Untagged images go after 14 days, then all but the newest 100."
  }

  assert {
    condition     = aws_ecr_repository.this.force_delete == false
    error_message = "Deleting images is opted into."
  }
}

run "images_are_encrypted_with_the_key_given" {
  variables {
    kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/5c6e1d3a-0d9f-4a39-8ad5-0fa8b1a0a6f2"
  }

  assert {
    condition     = aws_ecr_repository.this.encryption_configuration[0].encryption_type == "KMS" && aws_ecr_repository.this.encryption_configuration[0].kms_key == var.kms_key_arn
    error_message = "The given key encrypts the images."
  }
}

run "keeping_too_few_images_to_roll_back_is_refused" {
  command = plan

  variables {
    kept_images = 1
  }

  expect_failures = [var.kept_images]
}
