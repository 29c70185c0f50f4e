variable "region" {
  description = "AWS region of this stack. The workspace carries the same name."
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region is the name of an AWS region, for example eu-central-1."
  }
}

variable "primary_region" {
  description = "Region that serves; this stack's own when null. Its stack owns what is replicated."
  type        = string
  default     = null

  validation {
    condition     = var.primary_region == null || can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.primary_region))
    error_message = "primary_region is the name of an AWS region, for example eu-central-1."
  }
}

variable "replica_region" {
  description = "Region for disaster recovery, which secrets and images are replicated to; none when null."
  type        = string
  default     = null

  validation {
    condition     = var.replica_region == null || can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.replica_region))
    error_message = "replica_region is the name of an AWS region, for example eu-west-2."
  }

  validation {
    condition     = var.replica_region == null || var.replica_region != coalesce(var.primary_region, var.region)
    error_message = "replica_region is the primary region: give another one, or null for none."
  }
}

variable "environment" {
  description = "Environment that the stack is, for example production: part of every name."
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

variable "permissions_boundary_name" {
  description = "Permissions boundary of the stack's roles, by name: an output of the account stack, whose deploy role makes roles only with it."
  type        = string
  default     = null
}

variable "deletion_protection" {
  description = "Whether AWS refuses to delete the load balancer and the database. Turn it off, apply, then destroy."
  type        = bool
  default     = true
}

variable "log_retention_days" {
  description = "Days that logs are kept."
  type        = number
  default     = 30
}

variable "key_deletion_window_days" {
  description = "Days in which the deletion of a KMS key can still be taken back."
  type        = number
  default     = 30
}
