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
  description = "Redis version."
  type        = string
  default     = "7.1"

  validation {
    condition     = can(regex("^7\\.[0-9]+$", var.engine_version))
    error_message = "engine_version is a 7.x version, for example 7.1."
  }
}

variable "node_type" {
  description = "Size of a node."
  type        = string
  default     = "cache.t4g.micro"

  validation {
    condition     = startswith(var.node_type, "cache.")
    error_message = "node_type starts with cache., for example cache.t4g.micro."
  }
}

variable "nodes" {
  description = "Nodes: with two or more, a replica in another zone takes over when the primary fails."
  type        = number
  default     = 1

  validation {
    condition     = var.nodes >= 1 && var.nodes <= 6
    error_message = "nodes is between 1 and 6."
  }
}

variable "snapshot_retention_days" {
  description = "Days that daily snapshots are kept. Sessions need none."
  type        = number
  default     = 0
}

variable "kms_key_arn" {
  description = "KMS key of what is at rest; ElastiCache's own when null."
  type        = string
  default     = null
}

variable "slow_log_enabled" {
  description = "Whether slow commands are logged to CloudWatch."
  type        = bool
  default     = false
}

variable "log_retention_days" {
  description = "Days that the slow log is kept."
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
