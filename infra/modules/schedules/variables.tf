variable "name" {
  description = "Prefix of every name in this module, for example notejam-delivery-production."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9]{1,13}-delivery-[a-z0-9]{1,12}$", var.name))
    error_message = "name is <project>-delivery-<environment>, for example notejam-delivery-production: under it the deploy role's own policy keeps its hands off."
  }
}

variable "environment" {
  description = "Environment whose backups are verified and which is drilled, for example production."
  type        = string
}

variable "primary_region" {
  description = "Region of the database. The provider's is the other one."
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.primary_region))
    error_message = "primary_region is the name of an AWS region, for example eu-central-1."
  }
}

variable "repository" {
  description = "Source repository, as owner/name."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+$", var.repository))
    error_message = "repository is owner/name, for example octo-org/notejam-delivery."
  }
}

variable "branch" {
  description = "Branch whose targets are run."
  type        = string
  default     = "main"

  validation {
    condition     = can(regex("^[A-Za-z0-9._/-]+$", var.branch))
    error_message = "branch is one branch's name without wildcards, for example main."
  }
}

variable "policy_arns" {
  description = "Policies of who drills and of who verifies backups: output schedule_policy_arns of modules/identity."
  type        = map(list(string))

  validation {
    condition     = toset(keys(var.policy_arns)) == toset(["drill", "verify-backups"])
    error_message = "policy_arns has the keys drill and verify-backups, as the account stack's output schedule_policy_arns."
  }

  validation {
    condition     = alltrue([for arns in values(var.policy_arns) : length(arns) > 0 && length(arns) <= 10 && !anytrue([for arn in arns : endswith(arn, "/AdministratorAccess")])])
    error_message = "policy_arns holds 1 to 10 policies each; never AdministratorAccess."
  }
}

variable "log_kms_key_arn" {
  description = "KMS key of the logs, which CloudWatch Logs may use for /codebuild/<name>-*."
  type        = string
}

variable "log_retention_days" {
  description = "Days that logs are kept."
  type        = number
  default     = 90

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days is one of CloudWatch's steps, for example 14, 30, 90 or 365."
  }
}

variable "connection_arn" {
  description = "Connection to the repository's host that exists already in this region; one is made, pending, when null."
  type        = string
  default     = null

  validation {
    condition     = var.connection_arn == null || can(regex("^arn:[a-z-]+:(codeconnections|codestar-connections):[a-z0-9-]+:[0-9]{12}:connection/[0-9a-f-]+$", var.connection_arn))
    error_message = "connection_arn is arn:aws:codeconnections:<region>:<account>:connection/<id>."
  }
}

variable "connection_provider" {
  description = "Host of the repository."
  type        = string
  default     = "GitHub"

  validation {
    condition     = contains(["GitHub", "GitLab", "Bitbucket"], var.connection_provider)
    error_message = "connection_provider is GitHub, GitLab or Bitbucket."
  }
}

variable "verify_backups_schedule" {
  description = "When backups are verified, UTC: after the plan's own backup of two o'clock, and its copy."
  type        = string
  default     = "cron(0 7 * * ? *)"

  validation {
    condition     = can(regex("^cron\\(([^ ]+ ){5}[^ ]+\\)$", var.verify_backups_schedule))
    error_message = "verify_backups_schedule is cron() of six fields, for example cron(0 7 * * ? *)."
  }
}

variable "drill_schedule" {
  description = "When a drill is run, UTC: twice a week, since an alarm rings when none has passed for a week, and looks back no longer."
  type        = string
  default     = "cron(30 8 ? * MON,THU *)"

  validation {
    condition     = can(regex("^cron\\(([^ ]+ ){5}[^ ]+\\)$", var.drill_schedule))
    error_message = "drill_schedule is cron() of six fields, for example cron(30 8 ? * MON,THU *)."
  }
}

variable "drill_minutes" {
  description = "Minutes after which a drill is broken off and taken down."
  type        = number
  default     = 90

  validation {
    condition     = var.drill_minutes >= 15 && var.drill_minutes <= 240
    error_message = "drill_minutes is between 15 and 240."
  }
}

variable "compute_type" {
  description = "Size of the machine."
  type        = string
  default     = "BUILD_GENERAL1_MEDIUM"

  validation {
    condition     = can(regex("^BUILD_GENERAL1_(SMALL|MEDIUM|LARGE|XLARGE|2XLARGE)$", var.compute_type))
    error_message = "compute_type is BUILD_GENERAL1_SMALL, _MEDIUM, _LARGE, _XLARGE or _2XLARGE."
  }
}

variable "image" {
  description = "Image of the machine: x86-64, with git, curl and unzip."
  type        = string
  default     = "aws/codebuild/standard:7.0"
}

variable "terraform_version" {
  description = "Terraform that is installed, by its published checksum; that of modules/buildspec when null."
  type        = string
  default     = null
}

variable "permissions_boundary_arn" {
  description = "Boundary of all roles here. Not <project>-boundary, which is of what serves: within that nobody drills."
  type        = string
  default     = null
}
