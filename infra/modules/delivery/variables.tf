variable "name" {
  description = "Name of the pipeline and prefix of what belongs to it, for example notejam-delivery-production."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9]{1,13}-delivery-[a-z0-9]{1,12}$", var.name))
    error_message = "name is <project>-delivery-<environment>, for example notejam-delivery-production: under it the deploy role's own policy keeps its hands off."
  }
}

variable "environment" {
  description = "Environment that is delivered to, for example production."
  type        = string
}

variable "target_region" {
  description = "Region that is delivered to."
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.target_region))
    error_message = "target_region is the name of an AWS region, for example eu-central-1."
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
  description = "Branch whose pushes, and so whose merges, are delivered."
  type        = string
  default     = "main"

  validation {
    condition     = can(regex("^[A-Za-z0-9._/-]+$", var.branch))
    error_message = "branch is one branch's name without wildcards, for example main."
  }
}

variable "deploy_policy_arns" {
  description = "Policies of who deploys: output deploy_policy_arns of modules/identity."
  type        = list(string)

  validation {
    condition     = length(var.deploy_policy_arns) > 0 && length(var.deploy_policy_arns) <= 10 && !anytrue([for arn in var.deploy_policy_arns : endswith(arn, "/AdministratorAccess")])
    error_message = "deploy_policy_arns are 1 to 10 policies, those of the account stack's output deploy_policy_arns; never AdministratorAccess."
  }
}

variable "connection_arn" {
  description = "Connection to the repository's host that exists already; one is made, pending, when null."
  type        = string
  default     = null

  validation {
    condition     = var.connection_arn == null || can(regex("^arn:[a-z-]+:(codeconnections|codestar-connections):[a-z0-9-]+:[0-9]{12}:connection/[0-9a-f-]+$", var.connection_arn))
    error_message = "connection_arn is arn:aws:codeconnections:<region>:<account>:connection/<id>."
  }
}

variable "connection_provider" {
  description = "Host of the repository, if the connection is made here."
  type        = string
  default     = "GitHub"

  validation {
    condition     = contains(["GitHub", "GitLab", "Bitbucket"], var.connection_provider)
    error_message = "connection_provider is GitHub, GitLab or Bitbucket."
  }
}

variable "approval" {
  description = "Whether somebody approves each delivery before it starts."
  type        = bool
  default     = false
}

variable "approval_topic_arn" {
  description = "SNS topic that asks for the approval."
  type        = string
  default     = null
}

variable "compute_type" {
  description = "Size of the machine."
  type        = string
  default     = "BUILD_GENERAL1_LARGE"

  validation {
    condition     = can(regex("^BUILD_GENERAL1_(SMALL|MEDIUM|LARGE|XLARGE|2XLARGE)$", var.compute_type))
    error_message = "compute_type is BUILD_GENERAL1_SMALL, _MEDIUM, _LARGE, _XLARGE or _2XLARGE."
  }
}

variable "image" {
  description = "Image of the machine: x86-64, with Docker, git, curl and unzip."
  type        = string
  default     = "aws/codebuild/standard:7.0"
}

variable "terraform_version" {
  description = "Terraform that is installed, by its published checksum; that of modules/buildspec when null."
  type        = string
  default     = null
}

variable "timeout_minutes" {
  description = "Time that a delivery may take."
  type        = number
  default     = 120

  validation {
    condition     = var.timeout_minutes >= 30 && var.timeout_minutes <= 480
    error_message = "timeout_minutes is between 30 (a first delivery creates a database) and 480."
  }
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

variable "artifact_retention_days" {
  description = "Days that artifacts are kept: an execution can be retried as long."
  type        = number
  default     = 30

  validation {
    condition     = var.artifact_retention_days >= 1
    error_message = "artifact_retention_days is at least 1."
  }
}
