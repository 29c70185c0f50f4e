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

variable "pipeline" {
  description = "Whether merges are delivered from here. False for schedules alone, beside GitHub Actions."
  type        = bool
  default     = true
}

variable "deploy_policy_arns" {
  description = "Output deploy_policy_arns of the account stack, for the pipeline."
  type        = list(string)
  default     = []
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

variable "schedules" {
  description = "Whether backups are verified and drills are run by the clock of AWS, from the disaster-recovery region."
  type        = bool
  default     = false
}

variable "disaster_recovery_region" {
  description = "Region of the schedules: where backups are copied to. Nothing is there without schedules."
  type        = string
  default     = "eu-west-2"

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.disaster_recovery_region))
    error_message = "disaster_recovery_region is the name of an AWS region, for example eu-west-2."
  }
}

variable "schedule_policy_arns" {
  description = "Output schedule_policy_arns of the account stack, for schedules."
  type        = map(list(string))
  default     = {}
}

variable "schedule_connection_arn" {
  description = "Connection in the disaster-recovery region that exists already; one is made when null."
  type        = string
  default     = null
}

variable "verify_backups_schedule" {
  description = "When backups are verified, UTC."
  type        = string
  default     = "cron(0 7 * * ? *)"
}

variable "drill_schedule" {
  description = "When a drill is run, UTC."
  type        = string
  default     = "cron(30 8 ? * MON,THU *)"
}

variable "permissions_boundary_name" {
  description = "Boundary of the schedules' roles, one of your own; not notejam-boundary, which is of what serves."
  type        = string
  default     = null
}
