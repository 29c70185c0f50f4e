locals {
  account   = data.aws_caller_identity.current.account_id
  region    = data.aws_region.current.name
  partition = data.aws_partition.current.partition

  connection_arn = var.connection_arn == null ? aws_codeconnections_connection.this[0].arn : var.connection_arn

  # What is run by the clock; each has a project, a log group, a schedule and two roles of its own.
  jobs = {
    verify-backups = {
      schedule        = var.verify_backups_schedule
      timeout_minutes = 60
      command         = "./build.sh VerifyBackups --region \"$PRIMARY_REGION\" --environment \"$DELIVERY_ENVIRONMENT\""
      afterwards      = ["if [ -f artifacts/backup-verdict.md ]; then cat artifacts/backup-verdict.md; fi"]
    }

    drill = {
      schedule        = var.drill_schedule
      timeout_minutes = var.drill_minutes + 60 # What it has left is taken down in that hour.
      command         = "./build.sh DrDrill --environment \"$DELIVERY_ENVIRONMENT\" --time-ceiling ${var.drill_minutes}"
      afterwards = [
        "if [ -f artifacts/drill.md ]; then cat artifacts/drill.md; fi",
        # Of a drill that was broken off; one that came to its end has left nothing.
        "if [ \"$CODEBUILD_BUILD_SUCCEEDING\" != 1 ]; then ./build.sh DrDrill --environment \"$DELIVERY_ENVIRONMENT\" --teardown; fi",
      ]
    }
  }

  names = { for job in keys(local.jobs) : job => "${var.name}-${job}" }
}

data "aws_caller_identity" "current" {}

data "aws_region" "current" {}

data "aws_partition" "current" {}

# Made pending, of this region: somebody confirms it once in the console, at the repository's host. No token is stored.
resource "aws_codeconnections_connection" "this" {
  count = var.connection_arn == null ? 1 : 0

  name          = substr(var.name, 0, 32)
  provider_type = var.connection_provider
}
