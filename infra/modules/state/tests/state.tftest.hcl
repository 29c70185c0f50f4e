mock_provider "aws" {}

variables {
  bucket = "notejam-state-123456789012-eu-central-1"
}

run "versioned_encrypted_and_private" {
  assert {
    condition     = aws_s3_bucket_versioning.this.versioning_configuration[0].status == "Enabled"
    error_message = "The bucket is versioned."
  }

  assert {
    condition     = one(aws_s3_bucket_server_side_encryption_configuration.this.rule).apply_server_side_encryption_by_default[0].sse_algorithm == "AES256"
    error_message = "The bucket encrypts by default."
  }

  assert {
    condition = alltrue([
      aws_s3_bucket_public_access_block.this.block_public_acls,
      aws_s3_bucket_public_access_block.this.block_public_policy,
      aws_s3_bucket_public_access_block.this.ignore_public_acls,
      aws_s3_bucket_public_access_block.this.restrict_public_buckets,
    ])
    error_message = "All four public-access blocks are on."
  }

  assert {
    condition     = aws_s3_bucket_ownership_controls.this.rule[0].object_ownership == "BucketOwnerEnforced"
    error_message = "The bucket's owner owns every object; ACLs are off."
  }

  assert {
    condition     = aws_s3_bucket.this.force_destroy == false
    error_message = "Deleting states is opted into."
  }
}

run "a_name_that_s3_refuses_is_refused_early" {
  command = plan

  variables {
    bucket = "Notejam_State"
  }

  expect_failures = [var.bucket]
}
