variable "name" {
  description = "Name of the vault and prefix of what belongs to it, for example notejam-production."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,24}[a-z0-9]$", var.name))
    error_message = "name is 3 to 26 lower-case letters, digits and hyphens, starting with a letter: for example notejam-production."
  }
}

variable "administrator_role_arns" {
  description = "Break-glass roles that may delete recovery points and the vault and change its policy and lock; they need not exist yet. The account's root user always may; the roles of the pipeline never belong here."
  type        = list(string)
  default     = []

  validation {
    condition     = length(var.administrator_role_arns) > 0 || var.root_user_alone
    error_message = "administrator_role_arns is empty: once the vault's policy stands, nobody but the account's root user could change it or take the vault away, and nobody could add a role. Name a role, for example arn:aws:iam::123456789012:role/backup-administrator, or write root_user_alone = true."
  }

  validation {
    condition     = alltrue([for arn in var.administrator_role_arns : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+$", arn))])
    error_message = "administrator_role_arns lists roles without wildcards, for example arn:aws:iam::123456789012:role/backup-administrator."
  }
}

variable "root_user_alone" {
  description = "Whether it is meant that nobody but the account's root user ever changes or removes the vault."
  type        = bool
  default     = false
}

variable "lock" {
  description = "Retention that the vault insists on, in governance mode: a job whose retention is outside fails, and a recovery point younger than the shortest cannot be deleted by anybody. Null for no lock."
  type = object({
    min_retention_days = number
    max_retention_days = number
  })
  default = { min_retention_days = 7, max_retention_days = 400 }

  validation {
    condition     = var.lock == null || try(var.lock.min_retention_days >= 1 && var.lock.min_retention_days <= var.lock.max_retention_days && var.lock.max_retention_days <= 36500, false)
    error_message = "lock has 1 <= min_retention_days <= max_retention_days <= 36500, for example { min_retention_days = 7, max_retention_days = 400 }."
  }
}

variable "compliance_lock" {
  description = "Turns the lock into compliance mode after a time of grace. Nobody, AWS included, can undo it then: the vault stays and costs until its last recovery point has expired."
  type = object({
    changeable_for_days = number
    confirmation        = string
  })
  default = null

  validation {
    condition     = var.compliance_lock == null || var.lock != null
    error_message = "compliance_lock makes a lock final: set lock as well."
  }

  validation {
    condition     = var.compliance_lock == null || try(var.compliance_lock.changeable_for_days >= 3 && var.compliance_lock.changeable_for_days <= 36500, false)
    error_message = "compliance_lock.changeable_for_days is the time in which the lock can still be lifted: 3 to 36500 days."
  }

  validation {
    condition     = var.compliance_lock == null || try(var.compliance_lock.confirmation, "") == "nobody can ever remove this lock"
    error_message = "A compliance lock is final: after changeable_for_days neither the account's owner nor AWS can lift it, shorten a retention or delete the vault while anything is in it. If that is meant, write confirmation = \"nobody can ever remove this lock\"."
  }
}

variable "notification_topic_arn" {
  description = "SNS topic in the vault's region that is told of failed jobs; its policy lets events.amazonaws.com publish. A topic of its own when null."
  type        = string
  default     = null
}

variable "notification_emails" {
  description = "Addresses that the vault's own topic writes to; each confirms by a link."
  type        = list(string)
  default     = []
}

variable "opt_in_rds" {
  description = "Whether to opt the account in to backups of RDS in this region."
  type        = bool
  default     = true
}

variable "key_deletion_window_days" {
  description = "Days between the deletion of the key and the moment when every backup under it is unreadable."
  type        = number
  default     = 30

  validation {
    condition     = var.key_deletion_window_days >= 7 && var.key_deletion_window_days <= 30
    error_message = "key_deletion_window_days is between 7 and 30."
  }
}
