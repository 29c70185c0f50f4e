variable "name" {
  description = "Prefix of every name in this module, for example notejam-production."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,24}[a-z0-9]$", var.name))
    error_message = "name is 3 to 26 lower-case letters, digits and hyphens, starting with a letter: for example notejam-production."
  }
}

variable "vpc_id" {
  description = "VPC of the subnets."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets, in at least two zones."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "subnet_ids needs subnets in at least two zones: a standby lives in another zone."
  }
}

variable "client_security_groups" {
  description = "Who may connect: a name of your own → security group id. Each gets the way out as well."
  type        = map(string)
}

variable "engine_version" {
  description = "PostgreSQL's major version; RDS picks the minor one."
  type        = string
  default     = "17"

  validation {
    condition     = contains(["15", "16", "17"], var.engine_version)
    error_message = "engine_version is one of 15, 16 and 17: a major version that RDS supports, without the minor one."
  }
}

variable "instance_class" {
  description = "Size of the instance."
  type        = string
  default     = "db.t4g.small"

  validation {
    condition     = startswith(var.instance_class, "db.")
    error_message = "instance_class starts with db., for example db.t4g.small."
  }
}

variable "allocated_storage_gib" {
  description = "Storage to begin with, in GiB."
  type        = number
  default     = 20

  validation {
    condition     = var.allocated_storage_gib >= 20
    error_message = "allocated_storage_gib is at least 20, the least that gp3 has."
  }
}

variable "max_allocated_storage_gib" {
  description = "Storage that RDS may grow to by itself, in GiB."
  type        = number
  default     = 100

  validation {
    condition     = var.max_allocated_storage_gib > var.allocated_storage_gib
    error_message = "max_allocated_storage_gib is more than allocated_storage_gib."
  }
}

variable "database_name" {
  description = "Database in the instance."
  type        = string
  default     = "notejam"
}

variable "username" {
  description = "Master user: the one that the password is of."
  type        = string
  default     = "notejam"

  validation {
    condition     = can(regex("^[a-z][a-z0-9_]{0,62}$", var.username)) && !contains(["admin", "postgres", "rdsadmin"], var.username)
    error_message = "username is lower-case letters, digits and underscores, and none of admin, postgres and rdsadmin."
  }
}

variable "password" {
  description = "Its password, read back from the secret that holds it, so that the two can never differ. It is neither in a plan nor in a state."
  type        = string
  ephemeral   = true
}

variable "snapshot_identifier" {
  description = "Snapshot to restore from when the instance is made; later changes are of no effect. An empty database when null."
  type        = string
  default     = null
}

variable "ca_certificate_identifier" {
  description = "Authority that signs the server's certificate."
  type        = string
  default     = "rds-ca-rsa2048-g1"

  validation {
    condition     = contains(["rds-ca-rsa2048-g1", "rds-ca-rsa4096-g1", "rds-ca-ecc384-g1"], var.ca_certificate_identifier)
    error_message = "ca_certificate_identifier is rds-ca-rsa2048-g1, rds-ca-rsa4096-g1 or rds-ca-ecc384-g1: those that RDS has now."
  }
}

variable "kms_key_arn" {
  description = "KMS key of the storage and of Performance Insights; the account's aws/rds key when null. A restored instance keeps its snapshot's."
  type        = string
  default     = null
}

variable "multi_az" {
  description = "Whether a standby in another zone takes over when the instance fails."
  type        = bool
  default     = false
}

variable "backup_retention_days" {
  description = "Days that RDS can restore to any second of."
  type        = number
  default     = 7

  validation {
    condition     = var.backup_retention_days >= 1 && var.backup_retention_days <= 35
    error_message = "backup_retention_days is between 1 and 35: a database without backups is not offered."
  }
}

variable "backup_window" {
  description = "When RDS takes its own daily snapshot, in UTC: an hour or more away from every plan of AWS Backup, whose jobs fail beside it."
  type        = string
  default     = "22:00-22:30"

  validation {
    condition     = can(regex("^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$", var.backup_window))
    error_message = "backup_window is hh:mm-hh:mm in UTC, for example 22:00-22:30."
  }
}

variable "maintenance_window" {
  description = "When RDS may restart it for maintenance, in UTC: as far away from AWS Backup."
  type        = string
  default     = "sun:23:30-mon:00:30"

  validation {
    condition     = can(regex("^(mon|tue|wed|thu|fri|sat|sun):([01][0-9]|2[0-3]):[0-5][0-9]-(mon|tue|wed|thu|fri|sat|sun):([01][0-9]|2[0-3]):[0-5][0-9]$", var.maintenance_window))
    error_message = "maintenance_window is ddd:hh:mm-ddd:hh:mm in UTC and lower case, for example sun:23:30-mon:00:30."
  }
}

variable "apply_immediately" {
  description = "Whether a change that restarts the instance is made at once; otherwise in maintenance_window."
  type        = bool
  default     = true
}

variable "performance_insights_enabled" {
  description = "Whether RDS records which queries take the time."
  type        = bool
  default     = false
}

variable "monitoring_interval_seconds" {
  description = "How often enhanced monitoring measures the operating system; 0 turns it off."
  type        = number
  default     = 0

  validation {
    condition     = contains([0, 1, 5, 10, 15, 30, 60], var.monitoring_interval_seconds)
    error_message = "monitoring_interval_seconds is one of RDS's steps: 0 (off), 1, 5, 10, 15, 30 or 60."
  }
}

variable "slow_query_ms" {
  description = "Statements that take at least so many milliseconds are logged."
  type        = number
  default     = 1000

  validation {
    condition     = var.slow_query_ms >= 100
    error_message = "slow_query_ms is at least 100: less would log the everyday too."
  }
}

variable "log_retention_days" {
  description = "Days that the database's logs are kept."
  type        = number
  default     = 30

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days is one of CloudWatch's steps, for example 14, 30, 90 or 365."
  }
}

variable "log_kms_key_arn" {
  description = "KMS key of the logs; CloudWatch's own when null."
  type        = string
  default     = null
}

variable "deletion_protection" {
  description = "Whether AWS refuses to delete the instance."
  type        = bool
  default     = true
}

variable "skip_final_snapshot" {
  description = "Whether deleting the instance deletes the data for good. Otherwise a last snapshot stays."
  type        = bool
  default     = false
}

variable "permissions_boundary_arn" {
  description = "Permissions boundary of the role, if who applies this may create roles only with one."
  type        = string
  default     = null
}
