variable "bucket" {
  description = "Name of the bucket: unique in all of AWS."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.bucket))
    error_message = "bucket is 3 to 63 lower-case letters, digits and hyphens, for example notejam-state-123456789012-eu-central-1."
  }
}

variable "force_destroy" {
  description = "Whether destroying the bucket deletes every state and journal in it, all versions included."
  type        = bool
  default     = false
}

variable "kms_key_arn" {
  description = "KMS key of what is in the bucket; S3's own AES-256 when null."
  type        = string
  default     = null
}

variable "noncurrent_days" {
  description = "Days after which a version that was overwritten or deleted goes."
  type        = number
  default     = 90

  validation {
    condition     = var.noncurrent_days >= 7
    error_message = "noncurrent_days is at least 7: a state written by mistake is not noticed at once."
  }
}
