variable "primary_region" {
  description = "Region of the database, where backups are made."
  type        = string
  default     = "eu-central-1"

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.primary_region))
    error_message = "primary_region is the name of an AWS region, for example eu-central-1."
  }
}

variable "disaster_recovery_region" {
  description = "Region that they are copied to."
  type        = string
  default     = "eu-west-2"

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.disaster_recovery_region)) && var.disaster_recovery_region != var.primary_region
    error_message = "disaster_recovery_region is the name of another AWS region than primary_region, for example eu-west-2."
  }
}

variable "environment" {
  description = "Environment whose database is backed up, for example production. The workspace carries the same name."
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

variable "database_kms_key_arns" {
  description = "Customer-managed keys that the database is encrypted with and whose policies do not let RDS's callers in. Neither the region stack's key, which does, nor RDS's own needs an entry."
  type        = list(string)
  default     = []
}

variable "backup_rules" {
  description = "When backups are made and how long they stay, see modules/backup."
  type = map(object({
    schedule                  = string
    start_window_minutes      = optional(number, 60)
    completion_window_minutes = optional(number, 240)
    continuous                = optional(bool, false)
    delete_after_days         = number
    copy_delete_after_days    = optional(number)
  }))
  default = {
    daily = { schedule = "cron(0 2 * * ? *)", delete_after_days = 35, copy_delete_after_days = 35 }
  }
}

variable "backup_administrator_role_names" {
  description = "Break-glass roles of this account that may delete recovery points and vaults, besides the root user. They need not exist: who needs one makes it. Never a role of the pipeline. A later change is theirs alone."
  type        = list(string)
  default     = ["notejam-backup-administrator"]

  validation {
    condition     = alltrue([for name in var.backup_administrator_role_names : can(regex("^[A-Za-z0-9+=,.@_/-]+$", name))])
    error_message = "backup_administrator_role_names lists names of roles without wildcards, with their path if they have one, for example notejam-backup-administrator."
  }
}

variable "backup_administrator_role_arns" {
  description = "Further ones by their ARNs, for example of another account."
  type        = list(string)
  default     = []
}

variable "backup_root_user_alone" {
  description = "Whether it is meant that nobody but the account's root user may; only with no role named."
  type        = bool
  default     = false

  validation {
    condition     = !var.backup_root_user_alone || length(concat(var.backup_administrator_role_names, var.backup_administrator_role_arns)) == 0
    error_message = "backup_root_user_alone contradicts backup_administrator_role_names and backup_administrator_role_arns: write backup_administrator_role_names = [] beside it."
  }
}

variable "alert_emails" {
  description = "Who hears of backups and copies that did not end well, the environment's own. Each address has to confirm once a region."
  type        = list(string)
  default     = []
}

variable "backup_lock" {
  description = "Retention that both vaults insist on, in governance mode; null for no lock."
  type = object({
    min_retention_days = number
    max_retention_days = number
  })
  default = { min_retention_days = 7, max_retention_days = 400 }
}

variable "backup_compliance_lock" {
  description = "Makes the locks final: nobody can ever lift them. See modules/vault."
  type = object({
    changeable_for_days = number
    confirmation        = string
  })
  default = null
}

variable "backup_opt_in_rds" {
  description = "Whether to opt the account in to backups of RDS in both regions."
  type        = bool
  default     = true
}

variable "backup_restore_testing" {
  description = "AWS's own restore test in the disaster-recovery region, see modules/backup; null for none."
  type = object({
    schedule                = optional(string, "cron(0 6 ? * SUN *)")
    start_window_hours      = optional(number, 4)
    selection_window_days   = optional(number, 7)
    validation_window_hours = optional(number, 4)
    metadata_overrides      = optional(map(string), {})
  })
  default = null
}

variable "backup_notification_topic_arn" {
  description = "SNS topic in the primary region for jobs that did not end well; a topic of its own when null."
  type        = string
  default     = null
}

variable "backup_disaster_recovery_notification_topic_arn" {
  description = "The same in the disaster-recovery region."
  type        = string
  default     = null
}

variable "backup_notification_emails" {
  description = "Further addresses that the stack's own topics write to."
  type        = list(string)
  default     = []
}

variable "permissions_boundary_name" {
  description = "Permissions boundary of the roles, by name: an output of the account stack, whose deploy role makes roles only with it."
  type        = string
  default     = null
}
