variable "database_engine_version" {
  description = "PostgreSQL's major version."
  type        = string
  default     = "17"
}

variable "database_instance_class" {
  description = "Size of the database instance."
  type        = string
  default     = "db.t4g.small"
}

variable "database_allocated_storage_gib" {
  description = "Storage of the database to begin with, in GiB."
  type        = number
  default     = 20
}

variable "database_multi_az" {
  description = "Whether a standby in another zone takes over when the database fails."
  type        = bool
  default     = false
}

variable "database_snapshot_identifier" {
  description = "Snapshot that the database is restored from when it is made; an empty one when null."
  type        = string
  default     = null
}

variable "database_ca_certificate_identifier" {
  description = "Authority that signs the database's certificate."
  type        = string
  default     = "rds-ca-rsa2048-g1"
}

variable "database_monitoring_interval_seconds" {
  description = "How often RDS measures the database's operating system; 0 turns it off."
  type        = number
  default     = 0
}

variable "database_slow_query_ms" {
  description = "Statements that take at least so many milliseconds are logged."
  type        = number
  default     = 1000
}

variable "database_backup_retention_days" {
  description = "Days that RDS can restore to any second of."
  type        = number
  default     = 7
}

variable "database_backup_window" {
  description = "When RDS takes its own daily snapshot, in UTC: an hour or more away from the rules of stacks/backup."
  type        = string
  default     = "22:00-22:30"
}

variable "database_maintenance_window" {
  description = "When RDS may restart the database for maintenance, in UTC: as far away from AWS Backup."
  type        = string
  default     = "sun:23:30-mon:00:30"
}

variable "database_apply_immediately" {
  description = "Whether a change that restarts the database is made by the delivery that asks for it; otherwise in database_maintenance_window, and plans show it until then."
  type        = bool
  default     = true
}

variable "database_performance_insights_enabled" {
  description = "Whether RDS records which queries take the time."
  type        = bool
  default     = false
}

variable "database_skip_final_snapshot" {
  description = "Whether destroying the stack deletes the data for good. Otherwise a last snapshot stays."
  type        = bool
  default     = false
}
