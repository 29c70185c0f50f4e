variable "name" {
  description = "Name of everything in this module, for example notejam-production-drill-k3xm9 or notejam-production-live-k3xm9."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "name is 3 to 32 lower-case letters, digits and hyphens, starting with a letter: load balancers have no longer ones."
  }
}

variable "vpc_id" {
  description = "VPC of the subnets."
  type        = string
}

variable "public_subnet_ids" {
  description = "Subnets of load balancer and NAT gateway."
  type        = list(string)
}

variable "private_subnet_ids" {
  description = "Subnets of tasks and cache."
  type        = list(string)
}

variable "private_route_table_ids" {
  description = "Route tables that get the way out."
  type        = list(string)
}

variable "load_balancer_security_group_id" {
  description = "Security group of the load balancer."
  type        = string
}

variable "task_security_group_id" {
  description = "Security group of the tasks."
  type        = string
}

variable "cache_security_group_id" {
  description = "Security group of the cache."
  type        = string
}

variable "cache_subnet_group_name" {
  description = "Subnets of the cache."
  type        = string
}

variable "cache_node_type" {
  description = "Size of the cache's node."
  type        = string
}

variable "cache_engine_version" {
  description = "Redis's version, as in module cache."
  type        = string
  default     = "7.1"
}

variable "cache_kms_key_arn" {
  description = "Key of the cache."
  type        = string
}

variable "cluster_name" {
  description = "ECS cluster."
  type        = string
}

variable "bootstrap_task_definition_arn" {
  description = "Task definition that the service begins with."
  type        = string
}

variable "container_name" {
  description = "Container that takes the traffic."
  type        = string
}

variable "container_port" {
  description = "Port that it listens on."
  type        = number
}

variable "client_cidr_blocks" {
  description = "Who may reach the load balancer."
  type        = list(string)
}

variable "http_port" {
  description = "Port of the load balancer."
  type        = number
  default     = 80
}

variable "domain_name" {
  description = "Name that people reach Notejam by; null serves plain HTTP under the load balancer's own name."
  type        = string
  default     = null

  validation {
    condition     = contains([0, 3], length([for value in [var.domain_name, var.zone_id, var.certificate_arn] : value if value != null]))
    error_message = "domain_name, zone_id and certificate_arn go together: give all three or none."
  }
}

variable "zone_id" {
  description = "Route 53 hosted zone of domain_name."
  type        = string
  default     = null
}

variable "certificate_arn" {
  description = "Certificate of domain_name in this region, validated beforehand: that takes minutes."
  type        = string
  default     = null
}

variable "ssl_policy" {
  description = "What clients may speak, as in module edge."
  type        = string
  default     = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"
}
