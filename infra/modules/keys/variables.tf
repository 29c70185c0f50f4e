variable "name" {
  description = "Prefix of every name in this module, for example notejam-production."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.name))
    error_message = "name is 3 to 63 lower-case letters, digits and hyphens: for example notejam-production."
  }
}

variable "uses" {
  description = "One key each: a name of your own → what it encrypts (description); the services through which callers of this account use it, without region, for example rds (through); the services that use it on their own, for example cloudwatch.amazonaws.com (services); patterns of the names of log groups under it (log_groups)."
  type = map(object({
    description = string
    through     = optional(list(string), [])
    services    = optional(list(string), [])
    log_groups  = optional(list(string), [])
  }))

  validation {
    condition     = alltrue([for use in keys(var.uses) : can(regex("^[a-z][a-z0-9-]{1,30}$", use))])
    error_message = "A use is named by 2 to 31 lower-case letters, digits and hyphens, for example database: it is part of the key's alias."
  }

  validation {
    condition     = alltrue(flatten([for use in values(var.uses) : [for service in use.through : can(regex("^[a-z][a-z0-9-]*$", service))]]))
    error_message = "through holds services as kms:ViaService calls them, without region and amazonaws.com: for example rds, elasticache or ecr."
  }

  validation {
    condition     = alltrue(flatten([for use in values(var.uses) : [for service in use.services : can(regex("^[a-z][a-z0-9.-]*\\.amazonaws\\.com$", service))]]))
    error_message = "services holds service principals, for example cloudwatch.amazonaws.com. CloudWatch Logs is not among them: give log_groups."
  }
}

variable "deletion_window_days" {
  description = "Days in which the deletion of a key can still be taken back. What it encrypted is lost with it."
  type        = number
  default     = 30

  validation {
    condition     = var.deletion_window_days >= 7 && var.deletion_window_days <= 30
    error_message = "deletion_window_days is between 7 and 30, as KMS allows."
  }
}
