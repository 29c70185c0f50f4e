variable "name" {
  description = "Prefix of every name in this module, for example notejam-production."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,24}[a-z0-9]$", var.name))
    error_message = "name is 3 to 26 lower-case letters, digits and hyphens, starting with a letter: for example notejam-production."
  }
}

variable "cidr_block" {
  description = "Address range of the VPC, /16 to /20. Public subnets take the first quarter, private ones the second."
  type        = string
  default     = "10.0.0.0/16"

  validation {
    condition     = can(cidrhost(var.cidr_block, 0)) && try(tonumber(split("/", var.cidr_block)[1]) >= 16 && tonumber(split("/", var.cidr_block)[1]) <= 20, false)
    error_message = "cidr_block is an IPv4 range between /16 and /20, for example 10.0.0.0/16."
  }
}

variable "availability_zones" {
  description = "Zones to spread over: one public and one private subnet each."
  type        = list(string)

  validation {
    condition     = length(var.availability_zones) >= 2 && length(var.availability_zones) <= 4 && length(distinct(var.availability_zones)) == length(var.availability_zones)
    error_message = "availability_zones names 2 to 4 different zones, for example [\"eu-central-1a\", \"eu-central-1b\", \"eu-central-1c\"]."
  }
}

variable "nat_enabled" {
  description = "Whether private subnets reach the internet. Without, the network costs nothing while it stands ready."
  type        = bool
  default     = true
}

variable "nat_gateway_per_zone" {
  description = "One NAT gateway in every zone instead of one for all: survives the loss of a zone, at three times the price."
  type        = bool
  default     = false
}

variable "interface_endpoints" {
  description = "AWS services that private subnets reach inside the VPC, by the end of their endpoint's name."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for service in var.interface_endpoints : contains(["ecr.api", "ecr.dkr", "elasticache", "kms", "logs", "monitoring", "rds", "secretsmanager", "sts"], service)])
    error_message = "interface_endpoints names some of ecr.api, ecr.dkr, elasticache, kms, logs, monitoring, rds, secretsmanager and sts. S3 has its gateway endpoint anyway."
  }
}

variable "flow_logs_enabled" {
  description = "Whether every connection in the VPC, accepted or not, is logged to CloudWatch."
  type        = bool
  default     = false
}

variable "log_retention_days" {
  description = "Days that the flow logs are kept."
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

variable "permissions_boundary_arn" {
  description = "Permissions boundary of the role, if who applies this may create roles only with one."
  type        = string
  default     = null
}
