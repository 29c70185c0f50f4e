variable "region" {
  description = "AWS region of this stack. The workspace carries the same name."
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region is the name of an AWS region, for example eu-central-1."
  }
}

variable "environment" {
  description = "Environment that the stack is, for example production: part of every name."
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
  description = "Permissions boundary of the stack's roles, by name: an output of the account stack, whose deploy role makes roles only with it."
  type        = string
  default     = null
}

variable "cidr_block" {
  description = "Address range of the VPC, /16 to /20."
  type        = string
  default     = "10.0.0.0/16"
}

variable "nat_gateway_per_zone" {
  description = "One NAT gateway in every zone instead of one for all."
  type        = bool
  default     = false
}

variable "test_cidr_blocks" {
  description = "Who may reach the test listener besides the VPC itself, for example the runner of the pipeline."
  type        = list(string)
  default     = []
}

variable "deletion_protection" {
  description = "Whether AWS refuses to delete the load balancer and the database. Turn it off, apply, then destroy."
  type        = bool
  default     = true
}

variable "desired_count" {
  description = "Tasks that the pipeline scales the service to after its first deployment."
  type        = number
  default     = 3

  validation {
    condition     = var.desired_count >= 1 && var.desired_count <= 12
    error_message = "desired_count is between 1 and 12."
  }
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

variable "log_retention_days" {
  description = "Days that logs are kept."
  type        = number
  default     = 30
}

variable "kept_images" {
  description = "How many of the newest images stay in ECR."
  type        = number
  default     = 100
}

variable "repository_force_delete" {
  description = "Whether destroying the stack deletes the images too. Otherwise AWS refuses while there are any."
  type        = bool
  default     = false
}

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

variable "database_backup_retention_days" {
  description = "Days that RDS can restore to any second of."
  type        = number
  default     = 7
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

variable "cache_node_type" {
  description = "Size of a cache node."
  type        = string
  default     = "cache.t4g.micro"
}

variable "cache_nodes" {
  description = "Cache nodes: with two or more, a replica in another zone takes over."
  type        = number
  default     = 1
}

variable "deployment_config_name" {
  description = "How CodeDeploy shifts traffic."
  type        = string
  default     = "CodeDeployDefault.ECSCanary10Percent5Minutes"
}

variable "termination_wait_minutes" {
  description = "How long the old version stays after the shift."
  type        = number
  default     = 5
}

variable "server_error_threshold" {
  description = "Answers of 5xx in one minute that roll a deployment back."
  type        = number
  default     = 10
}
