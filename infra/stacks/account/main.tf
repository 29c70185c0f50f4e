data "aws_caller_identity" "current" {
  lifecycle {
    precondition {
      condition     = terraform.workspace == "default"
      error_message = "The workspace is ${terraform.workspace}: the account has one state, in the workspace default. Run `terraform workspace select default`."
    }
  }
}

# Nothing happens once the bucket is in the state.
import {
  for_each = var.adopt_state_bucket ? toset([var.state_bucket]) : toset([])

  to = module.state.aws_s3_bucket.this
  id = each.value
}

module "keys" {
  source = "../../modules/keys"

  name = "notejam"
  uses = { state = { description = "Terraform states and release journal", through = ["s3"] } }
}

module "state" {
  source = "../../modules/state"

  bucket        = var.state_bucket
  kms_key_arn   = module.keys.arns["state"]
  force_destroy = var.state_bucket_force_destroy
}
