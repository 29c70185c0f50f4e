variable "name" {
  description = "Prefix of every name in this module and name of both vaults, for example notejam-production."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,24}[a-z0-9]$", var.name))
    error_message = "name is 3 to 26 lower-case letters, digits and hyphens, starting with a letter: for example notejam-production."
  }
}

variable "database_identifiers" {
  description = "RDS instances in the primary region that are backed up."
  type        = list(string)

  validation {
    condition     = length(var.database_identifiers) > 0 && alltrue([for identifier in var.database_identifiers : can(regex("^[a-z][a-z0-9-]{0,62}$", identifier))])
    error_message = "database_identifiers lists the instances by name and without wildcards, for example [\"notejam-production\"]: a backup of everything backs up other environments too."
  }
}

variable "selection_tags" {
  description = "Tags that a database must carry besides, all of them: what default_tags of its stack put on it."
  type        = map(string)

  validation {
    condition     = length(var.selection_tags) > 0
    error_message = "selection_tags names at least one tag, for example { Project = \"notejam\", Environment = \"production\" }."
  }
}

variable "database_kms_key_arns" {
  description = "Customer-managed keys that the databases are encrypted with. RDS's own key needs no entry: its policy lets RDS use it for whoever may use RDS."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for arn in var.database_kms_key_arns : can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:(key/[a-z0-9-]+)$", arn))])
    error_message = "database_kms_key_arns lists keys, not aliases, for example arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab."
  }
}

variable "rules" {
  description = "When a backup is made and how long it and its copy stay: any name → schedule in UTC, time to start and to end in, days to keep, days to keep the copy (null: no copy). continuous keeps RDS's log as well, to restore to any second of up to 35 days."
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

  validation {
    condition     = length(var.rules) > 0 && alltrue([for rule in var.rules : can(regex("^(cron|rate)\\(.+\\)$", rule.schedule))])
    error_message = "Each of rules has a schedule such as cron(0 2 * * ? *)."
  }

  validation {
    condition     = alltrue([for rule in var.rules : rule.start_window_minutes >= 60 && rule.completion_window_minutes >= rule.start_window_minutes + 60])
    error_message = "Each of rules has start_window_minutes of 60 or more, and completion_window_minutes an hour more than that: what AWS Backup asks for."
  }

  validation {
    condition     = alltrue([for rule in var.rules : !rule.continuous || rule.delete_after_days <= 35])
    error_message = "A rule with continuous = true keeps 35 days at most: make delete_after_days 35 or less, and add a rule without continuous for what is to stay longer."
  }

  validation {
    condition     = length([for rule in var.rules : rule if rule.continuous]) <= 1
    error_message = "One rule may have continuous = true: RDS has one log."
  }

  validation {
    condition     = anytrue([for rule in var.rules : rule.copy_delete_after_days != null])
    error_message = "At least one of rules has copy_delete_after_days: without a copy in the other region there is nothing to recover from when this one is lost."
  }

  validation {
    condition = var.lock == null || alltrue(flatten([for rule in var.rules : [
      for days in compact([rule.delete_after_days, rule.copy_delete_after_days]) : tonumber(days) >= var.lock.min_retention_days && tonumber(days) <= var.lock.max_retention_days
    ]]))
    error_message = "Each retention in rules lies within lock: AWS Backup fails every job, backup and copy, whose retention the vault's lock does not allow."
  }
}

variable "administrator_role_arns" {
  description = "Break-glass roles that may delete recovery points and vaults, besides the root user. Never a role of the pipeline."
  type        = list(string)
  default     = []
}

variable "root_user_alone" {
  description = "Whether it is meant that nobody but the account's root user may, see modules/vault."
  type        = bool
  default     = false
}

variable "lock" {
  description = "Retention that both vaults insist on, in governance mode; null for no lock."
  type = object({
    min_retention_days = number
    max_retention_days = number
  })
  default = { min_retention_days = 7, max_retention_days = 400 }
}

variable "compliance_lock" {
  description = "Makes the locks final, see modules/vault. Never needed for a drill."
  type = object({
    changeable_for_days = number
    confirmation        = string
  })
  default = null
}

variable "notification_topic_arn" {
  description = "SNS topic in the primary region for jobs that did not end well; a topic of its own when null."
  type        = string
  default     = null
}

variable "disaster_recovery_notification_topic_arn" {
  description = "The same in the disaster-recovery region: SNS and EventBridge do not cross regions here."
  type        = string
  default     = null
}

variable "notification_emails" {
  description = "Addresses that the module's own topics write to."
  type        = list(string)
  default     = []
}

variable "opt_in_rds" {
  description = "Whether to opt the account in to backups of RDS in both regions."
  type        = bool
  default     = true
}

variable "key_deletion_window_days" {
  description = "Days between the deletion of a vault's key and its end."
  type        = number
  default     = 30
}

variable "permissions_boundary_arn" {
  description = "Permissions boundary of the roles, if who applies this may create roles only with one."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags of the recovery points."
  type        = map(string)
  default     = {}
}

variable "restore_testing" {
  description = "AWS's own restore test in the disaster-recovery region: schedule, how old the newest copy may be, and what RDS needs there (for example dbSubnetGroupName). Null for none."
  type = object({
    schedule                = optional(string, "cron(0 6 ? * SUN *)")
    start_window_hours      = optional(number, 4)
    selection_window_days   = optional(number, 7)
    validation_window_hours = optional(number, 4)
    metadata_overrides      = optional(map(string), {})
  })
  default = null

  validation {
    condition     = var.restore_testing == null || try(var.restore_testing.selection_window_days >= 1 && var.restore_testing.start_window_hours >= 1 && var.restore_testing.start_window_hours <= 168, false)
    error_message = "restore_testing has selection_window_days of 1 or more and start_window_hours between 1 and 168."
  }
}
