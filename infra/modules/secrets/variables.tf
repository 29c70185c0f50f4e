variable "name" {
  description = "Prefix of every name in this module, for example notejam-production."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,24}[a-z0-9]$", var.name))
    error_message = "name is 3 to 26 lower-case letters, digits and hyphens, starting with a letter: for example notejam-production."
  }
}

variable "primary" {
  description = "Whether the secrets are made here. Otherwise their replicas, which the primary region's secrets own, are read."
  type        = bool
  default     = true
}

variable "kms_key_arn" {
  description = "KMS key of the secrets. Needed where they are made."
  type        = string
  default     = null

  validation {
    condition     = !var.primary || var.kms_key_arn != null
    error_message = "kms_key_arn is needed where the secrets are made: replicas can only be had from secrets under a key of one's own."
  }
}

variable "replica_region" {
  description = "Region to replicate to; none when null."
  type        = string
  default     = null

  validation {
    condition     = var.replica_region == null || (var.primary && can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.replica_region)))
    error_message = "replica_region is the name of an AWS region, for example eu-west-2, and given where the secrets are made only."
  }
}

variable "replica_kms_key_arn" {
  description = "KMS key of the replicas, in their region."
  type        = string
  default     = null

  validation {
    condition     = var.replica_region == null || var.replica_kms_key_arn != null
    error_message = "replica_kms_key_arn is needed with replica_region: a key is of one region."
  }
}

variable "application_value" {
  description = "First value of the application's secret: a JSON object of texts. It is written once, and is neither in a plan nor in a state."
  type        = string
  default     = null
  ephemeral   = true
}

variable "database_username" {
  description = "Master user of the database."
  type        = string
  default     = "notejam"
}

variable "database_password" {
  description = "First password of that user. It is written once, and is neither in a plan nor in a state."
  type        = string
  default     = null
  ephemeral   = true
}

variable "cache_token" {
  description = "First token of the cache, 16 to 128 characters. It is written once, and is neither in a plan nor in a state."
  type        = string
  default     = null
  ephemeral   = true
}

variable "recovery_window_days" {
  description = "Days in which a deleted secret can be taken back; 0 deletes at once, for what is thrown away."
  type        = number
  default     = 30

  validation {
    condition     = var.recovery_window_days == 0 || (var.recovery_window_days >= 7 && var.recovery_window_days <= 30)
    error_message = "recovery_window_days is 0, or between 7 and 30, as Secrets Manager allows."
  }
}
