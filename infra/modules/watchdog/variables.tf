variable "name" {
  description = "Prefix of every name in this module, for example notejam-production-dr."
  type        = string
}

variable "environment" {
  description = "Environment whose backups and drills are watched: the dimension of the metrics."
  type        = string
}

variable "emails" {
  description = "Who hears of silence. Each address has to confirm once."
  type        = list(string)
  default     = []
}

variable "kms_key_arn" {
  description = "KMS key of the topic, which CloudWatch may use."
  type        = string
}

variable "backups_verified_days" {
  description = "Days without a good verdict on the backups, after which the alarm rings."
  type        = number
  default     = 2

  validation {
    condition     = var.backups_verified_days >= 1 && var.backups_verified_days <= 7
    error_message = "backups_verified_days is between 1 and 7: CloudWatch looks back no longer."
  }
}

variable "drill_passed_days" {
  description = "Days without a drill that passed, after which the alarm rings."
  type        = number
  default     = 7

  validation {
    condition     = var.drill_passed_days >= 1 && var.drill_passed_days <= 7
    error_message = "drill_passed_days is between 1 and 7: CloudWatch looks back no longer."
  }
}
