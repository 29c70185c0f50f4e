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

variable "http_port" {
  description = "Port of plain HTTP: the production listener's without a domain; with one, what redirects to HTTPS."
  type        = number
  default     = 80

  validation {
    condition     = var.http_port >= 1 && var.http_port <= 65535 && var.http_port != 443
    error_message = "http_port is between 1 and 65535 and not 443, which is for HTTPS."
  }
}

variable "test_port" {
  description = "Port of the test listener: a deployment shows itself here before it takes production traffic."
  type        = number
  default     = 9080

  validation {
    condition     = !contains([var.http_port, 443], var.test_port)
    error_message = "test_port differs from http_port and from 443: all listeners belong to one load balancer."
  }
}

variable "client_cidr_blocks" {
  description = "Who may reach the production listener. With a domain, Route 53's health checkers are let in besides."
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

variable "test_client_addresses" {
  description = "IPv4 addresses that may reach the test listener besides: a name of your own → address. For those that are not known before they are made."
  type        = map(string)
  default     = {}
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

variable "access_logs_bucket" {
  description = "Bucket of this region that every request is logged to, below name; none when null. It is the operator's: encrypted by S3's own key, the only one that load balancers write with, and open to logdelivery.elasticloadbalancing.amazonaws.com."
  type        = string
  default     = null
}

variable "domain_name" {
  description = "Name that people reach the service by; null serves plain HTTP under the load balancer's own name."
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

variable "primary" {
  description = "Whether the domain leads here: the records are made, the failover one and the certificates'. With false only what waits is made: listener and certificate."
  type        = bool
  default     = true
}

variable "health_check_id" {
  description = "Health check that decides whether the record is answered by, for example one calculated over endpoint_health_check_id and more; the endpoint's own when null."
  type        = string
  default     = null
}

variable "ssl_policy" {
  description = "What clients may speak. The default is TLS 1.3 and 1.2, with forward secrecy and authenticated encryption alone."
  type        = string
  default     = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"

  validation {
    condition     = can(regex("^ELBSecurityPolicy-TLS13-1-[23]-(Res-)?((FIPS|PQ)-)*20[0-9]{2}-[0-9]{2}$", var.ssl_policy))
    error_message = "ssl_policy is one of Elastic Load Balancing's with TLS 1.3 and nothing before 1.2, for example ELBSecurityPolicy-TLS13-1-2-Res-2021-06."
  }
}
