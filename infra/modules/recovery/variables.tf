variable "name" {
  description = "Prefix of every name in this module, for example notejam-production-dr."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,24}[a-z0-9]$", var.name))
    error_message = "name is 3 to 26 lower-case letters, digits and hyphens, starting with a letter: for example notejam-production-dr."
  }
}

variable "source_name" {
  description = "Prefix of the names of what is replicated from the primary region: repository, secrets and their key."
  type        = string
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
    error_message = "subnet_ids needs subnets in at least two zones: RDS takes no group of fewer."
  }
}

variable "container_name" {
  description = "Container that takes the traffic."
  type        = string
  default     = "notejam"
}

variable "container_port" {
  description = "Port that it listens on."
  type        = number
  default     = 8080

  validation {
    condition     = var.container_port >= 1024 && var.container_port <= 65535
    error_message = "container_port is between 1024 and 65535: the container does not run as root."
  }
}

variable "cpu" {
  description = "CPU units of a task; 1024 are one vCPU."
  type        = number
  default     = 512
}

variable "memory_mib" {
  description = "Memory of a task, in MiB."
  type        = number
  default     = 1024
}

variable "cpu_architecture" {
  description = "X86_64 or ARM64: what the image was built for."
  type        = string
  default     = "X86_64"
}

variable "database_engine_version" {
  description = "PostgreSQL's major version: the primary region's."
  type        = string
  default     = "17"
}

variable "slow_query_ms" {
  description = "Statements that take at least so many milliseconds are logged."
  type        = number
  default     = 1000
}

variable "log_retention_days" {
  description = "Days that logs are kept."
  type        = number
  default     = 30
}

variable "log_kms_key_arn" {
  description = "KMS key of the logs; CloudWatch's own when null."
  type        = string
  default     = null
}

variable "permissions_boundary_arn" {
  description = "Permissions boundary of the roles, if who applies this may create roles only with one."
  type        = string
  default     = null
}

variable "environment" {
  description = "Environment variables of the container besides those that a restore tells. Never a secret: they are readable in the task definition."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for name in keys(var.environment) : !can(regex("(?i)password|secret|token", name))])
    error_message = "environment holds something named like a secret: a restored Notejam takes its secrets from Secrets Manager."
  }
}

variable "egress_ports" {
  description = "Ports that tasks reach in the internet besides HTTPS: what for → port, for example { mail = 587 }."
  type        = map(number)
  default     = {}

  validation {
    condition     = alltrue([for port in values(var.egress_ports) : port >= 1 && port <= 65535])
    error_message = "egress_ports holds something that is no port: write 1 to 65535."
  }
}

variable "domain_name" {
  description = "Name that people reach Notejam by, which a certificate stands ready for; none when null."
  type        = string
  default     = null

  validation {
    condition     = var.domain_name == null ? true : can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$", var.domain_name))
    error_message = "domain_name is a host name in lower case without scheme and final dot, for example notejam.example.com."
  }
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
