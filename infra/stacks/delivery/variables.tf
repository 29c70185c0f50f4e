variable "region" {
  description = "Region of the pipeline."
  type        = string
  default     = "eu-central-1"

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region is the name of an AWS region, for example eu-central-1."
  }
}

variable "environment" {
  description = "Environment that is delivered to, for example production. The workspace carries the same name."
  type        = string
  default     = "production"

  validation {
    condition     = can(regex("^[a-z][a-z0-9]{1,11}$", var.environment))
    error_message = "environment is 2 to 12 lower-case letters and digits, starting with a letter, for example production: it is part of names that AWS keeps short."
  }
}

variable "repository" {
  description = "Source repository, for the tag Repository."
  type        = string
  default     = "notejam-delivery"
}

variable "target_region" {
  description = "Region that is delivered to; the pipeline's own when null."
  type        = string
  default     = null
}

variable "source_repository" {
  description = "Repository to deliver, as owner/name."
  type        = string
}

variable "branch" {
  description = "Branch whose merges are delivered."
  type        = string
  default     = "main"
}

variable "deploy_policy_arns" {
  description = "Output deploy_policy_arns of the account stack."
  type        = list(string)
}

variable "connection_arn" {
  description = "Connection that exists already; one is made when null."
  type        = string
  default     = null
}

variable "connection_provider" {
  description = "Host of the repository: GitHub, GitLab or Bitbucket."
  type        = string
  default     = "GitHub"
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
}

variable "image" {
  description = "Image of the machine."
  type        = string
  default     = "aws/codebuild/standard:7.0"
}

variable "log_retention_days" {
  description = "Days that logs are kept."
  type        = number
  default     = 90
}
