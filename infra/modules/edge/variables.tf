variable "name" {
  description = "Prefix of every name in this module, for example notejam-production."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,24}[a-z0-9]$", var.name))
    error_message = "name is 3 to 26 lower-case letters, digits and hyphens, starting with a letter: for example notejam-production."
  }
}

variable "vpc_id" {
  description = "VPC of the load balancer."
  type        = string
}

variable "subnet_ids" {
  description = "Public subnets, in at least two zones."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "subnet_ids needs subnets in at least two zones: a load balancer refuses one."
  }
}

variable "target_port" {
  description = "Port that the targets listen on."
  type        = number
  default     = 8080
}

variable "health_check_path" {
  description = "Path that answers 200 when a target can take traffic."
  type        = string
  default     = "/health/ready"

  validation {
    condition     = startswith(var.health_check_path, "/")
    error_message = "health_check_path starts with a slash, for example /health/ready."
  }
}

variable "production_port" {
  description = "Port of the production listener."
  type        = number
  default     = 80
}

variable "test_port" {
  description = "Port of the test listener: a deployment shows itself here before it takes production traffic."
  type        = number
  default     = 9080

  validation {
    condition     = var.test_port != var.production_port
    error_message = "test_port differs from production_port: both listeners belong to one load balancer."
  }
}

variable "client_cidr_blocks" {
  description = "Who may reach the production listener."
  type        = list(string)
  default     = ["0.0.0.0/0"]

  validation {
    condition     = length(var.client_cidr_blocks) > 0 && alltrue([for block in var.client_cidr_blocks : can(cidrhost(block, 0))])
    error_message = "client_cidr_blocks lists IPv4 ranges, for example [\"0.0.0.0/0\"]."
  }
}

variable "test_cidr_blocks" {
  description = "Who may reach the test listener: never the public."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for block in var.test_cidr_blocks : can(cidrhost(block, 0)) && !endswith(block, "/0")])
    error_message = "test_cidr_blocks lists IPv4 ranges other than 0.0.0.0/0: an unreleased version is not for the public."
  }
}

variable "deregistration_delay_seconds" {
  description = "How long a target that leaves may finish its requests."
  type        = number
  default     = 30

  validation {
    condition     = var.deregistration_delay_seconds >= 0 && var.deregistration_delay_seconds <= 3600
    error_message = "deregistration_delay_seconds is between 0 and 3600."
  }
}

variable "deletion_protection" {
  description = "Whether AWS refuses to delete the load balancer."
  type        = bool
  default     = false
}
