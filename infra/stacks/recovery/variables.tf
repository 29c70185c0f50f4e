variable "region" {
  description = "Disaster-recovery region, where this stands ready."
  type        = string
  default     = "eu-west-2"

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region)) && var.region != var.primary_region
    error_message = "region is the name of another AWS region than primary_region, for example eu-west-2."
  }
}

variable "primary_region" {
  description = "Region that it stands in for."
  type        = string
  default     = "eu-central-1"
}

variable "environment" {
  description = "Environment that is restored here, for example production. The workspace carries the same name."
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
  description = "Permissions boundary of the roles, by name: an output of the account stack, whose deploy role makes roles only with it."
  type        = string
  default     = null
}

variable "cidr_block" {
  description = "Address range of the VPC, /16 to /20."
  type        = string
  default     = "10.1.0.0/16"
}

variable "client_cidr_blocks" {
  description = "Who may reach a restored Notejam."
  type        = list(string)
  default     = ["0.0.0.0/0"]
}

variable "domain_name" {
  description = "Name that people reach Notejam by, the primary region's: its certificate stands ready here. null for none."
  type        = string
  default     = null
}

variable "zone_id" {
  description = "Route 53 hosted zone of domain_name."
  type        = string
  default     = null

  validation {
    condition     = (var.zone_id == null) == (var.domain_name == null)
    error_message = "zone_id and domain_name go together: give the id of the public hosted zone that domain_name lies in, for example Z0123456789ABCDEFGHIJ, or neither."
  }
}

variable "mail_host" {
  description = "SMTP server for Notejam's mails, for example email-smtp.eu-central-1.amazonaws.com; none is sent when null. User and password are smtp_username and smtp_password of the application's secret."
  type        = string
  default     = null
}

variable "mail_port" {
  description = "Its port."
  type        = number
  default     = 587

  validation {
    condition     = var.mail_port >= 1 && var.mail_port <= 65535 && var.mail_port != 25
    error_message = "mail_port is 587 (StartTls), 465 (Implicit) or the server's own, never 25: AWS lets nobody out by that."
  }
}

variable "mail_encryption" {
  description = "StartTls, or Implicit where the server speaks TLS from the first byte."
  type        = string
  default     = "StartTls"

  validation {
    condition     = contains(["StartTls", "Implicit"], var.mail_encryption)
    error_message = "mail_encryption is StartTls (usual at port 587) or Implicit (port 465)."
  }
}

variable "mail_from" {
  description = "Sender of the mails, for example Notejam <noreply@example.com>."
  type        = string
  default     = null

  validation {
    condition     = (var.mail_from == null) == (var.mail_host == null) && (var.mail_from == null ? true : can(regex("^[^@\\s]+@[^@\\s]+$|<[^@\\s]+@[^@\\s]+>$", var.mail_from)))
    error_message = "mail_from goes with mail_host, and is an address: noreply@example.com, or Notejam <noreply@example.com>."
  }
}

variable "database_engine_version" {
  description = "PostgreSQL's major version: the primary region's."
  type        = string
  default     = "17"
}

variable "database_instance_class" {
  description = "Size of a restored database."
  type        = string
  default     = "db.t4g.small"
}

variable "database_multi_az" {
  description = "Whether a restored database has a standby in another zone."
  type        = bool
  default     = false
}

variable "cache_node_type" {
  description = "Size of the cache's node."
  type        = string
  default     = "cache.t4g.micro"
}

variable "task_cpu" {
  description = "CPU units of a task; 1024 are one vCPU."
  type        = number
  default     = 512
}

variable "task_memory_mib" {
  description = "Memory of a task, in MiB."
  type        = number
  default     = 1024
}

variable "desired_count" {
  description = "Tasks that a restored Notejam has."
  type        = number
  default     = 2

  validation {
    condition     = var.desired_count >= 1
    error_message = "desired_count is at least 1."
  }
}

variable "alert_emails" {
  description = "Who hears when backups are not verified, or no drill passes. Each address has to confirm once."
  type        = list(string)
  default     = []
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
