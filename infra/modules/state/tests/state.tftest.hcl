mock_provider "aws" {
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
}

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

run "over_tls_only" {
  assert {
    condition = [for statement in jsondecode(aws_s3_bucket_policy.this.policy).Statement : [statement.Effect, statement.Principal, statement.Condition.Bool["aws:SecureTransport"], statement.Resource]] == [
      ["Deny", "*", "false", ["arn:aws:s3:::notejam-state-123456789012-eu-central-1", "arn:aws:s3:::notejam-state-123456789012-eu-central-1/*"]],
    ]
    error_message = "Whoever comes without TLS is turned away, for the bucket and all in it."
  }
}

run "overwritten_versions_go_after_a_while" {
  assert {
    condition     = one(one(aws_s3_bucket_lifecycle_configuration.this.rule).noncurrent_version_expiration).noncurrent_days == 90
    error_message = "After 90 days."
  }

  assert {
    condition     = length(one(aws_s3_bucket_lifecycle_configuration.this.rule).expiration) == 0
    error_message = "What is current stays."
  }
}

run "the_key_given_encrypts" {
  variables {
    kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/5c6e1d3a-0d9f-4a39-8ad5-0fa8b1a0a6f2"
  }

  assert {
    condition     = one(aws_s3_bucket_server_side_encryption_configuration.this.rule).apply_server_side_encryption_by_default[0].sse_algorithm == "aws:kms" && one(aws_s3_bucket_server_side_encryption_configuration.this.rule).apply_server_side_encryption_by_default[0].kms_master_key_id == var.kms_key_arn
    error_message = "The bucket encrypts with the given key by default."
  }

  assert {
    condition     = one(aws_s3_bucket_server_side_encryption_configuration.this.rule).bucket_key_enabled
    error_message = "A bucket key spares calls of KMS."
  }
}

run "names_that_s3_refuses_and_versions_that_go_at_once_are_refused" {
  command = plan

  variables {
    bucket          = "Notejam_State"
    noncurrent_days = 1
  }

  expect_failures = [var.bucket, var.noncurrent_days]
}
