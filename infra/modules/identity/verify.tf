# Who only looks whether backups are well: beside what it reads of them, their outputs, manifests and drills' reports.
locals {
  verify_statements = {
    verify-backups = [
      {
        Sid      = "ReadStatesManifestsAndReports"
        Effect   = "Allow"
        Action   = ["s3:GetBucketLocation", "s3:GetObject", "s3:ListBucket"]
        Resource = flatten([for arn in local.state_arns : [arn, "${arn}/*"]])
      },
      local.key_of_the_states,
      local.tell_signed_manifests,
      local.say_how_it_went,
    ]
  }
}
