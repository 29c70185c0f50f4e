variable "name" {
  description = "Prefix of every name in this module, for example notejam-production."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,24}[a-z0-9]$", var.name))
    error_message = "name is 3 to 26 lower-case letters, digits and hyphens, starting with a letter: for example notejam-production."
  }
}

variable "package" {
  description = "Path of the zip with the functions' executable, bootstrap, for provided.al2023 on x86_64. Relative to where Terraform runs, so that a plan is the same on every machine."
  type        = string

  validation {
    condition     = endswith(var.package, ".zip")
    error_message = "package is the path of a zip file, for example ../../../artifacts/functions.zip."
  }
}

variable "vpc_id" {
  description = "VPC of the subnets."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets, with a way to AWS's APIs."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "subnet_ids needs subnets in at least two zones: rotation must not fail with one of them."
  }
}

variable "reachable" {
  description = "Whatever lets the functions in at database and cache: the first call waits for it."
  type        = any
  default     = null
}

variable "test_url" {
  description = "Where a release answers before it takes traffic."
  type        = string
}

variable "test_port" {
  description = "Port of it."
  type        = number
}

variable "database" {
  description = "RDS instance: identifier, ARN, resource id, address, port, name of the database and master user."
  type = object({
    identifier  = string
    arn         = string
    resource_id = string
    address     = string
    port        = number
    name        = string
    username    = string
  })

  validation {
    condition     = length(var.database.username) <= 56
    error_message = "database.username has at most 56 characters: the second user is named after it, with _clone."
  }
}

variable "database_authorities_url" {
  description = "Where the authorities are published that sign the database's certificate."
  type        = string
  default     = "https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem"

  validation {
    condition     = startswith(var.database_authorities_url, "https://")
    error_message = "database_authorities_url starts with https://: over plain HTTP anybody could name the authorities."
  }
}

variable "cache" {
  description = "ElastiCache replication group: id, address, port."
  type = object({
    replication_group_id = string
    address              = string
    port                 = number
  })
}

variable "rollout" {
  description = "What is deployed anew: ECS cluster and service, CodeDeploy application and deployment group."
  type = object({
    cluster_name          = string
    service_name          = string
    application_name      = string
    deployment_group_name = string
  })
}

variable "database_secret_arn" {
  description = "Secret of the database: JSON with username and password."
  type        = string
}

variable "cache_secret_arn" {
  description = "Secret of the cache: its AUTH token."
  type        = string
}

variable "secrets_kms_key_arn" {
  description = "KMS key of the secrets; Secrets Manager's own when null."
  type        = string
  default     = null
}

variable "rotation_enabled" {
  description = "Whether the secrets are rotated here. Replicas are not: they follow, and the functions look after them."
  type        = bool
  default     = true
}

variable "rotation_days" {
  description = "Days from one rotation to the next."
  type        = number
  default     = 30

  validation {
    condition     = var.rotation_days >= 1 && var.rotation_days <= 1000
    error_message = "rotation_days is between 1 and 1000, as Secrets Manager allows."
  }
}

variable "look_interval_minutes" {
  description = "How often it is looked for rotated secrets that tasks do not have yet."
  type        = number
  default     = 15

  validation {
    condition     = var.look_interval_minutes >= 2
    error_message = "look_interval_minutes is at least 2."
  }
}

variable "memory_mib" {
  description = "Memory of a function, in MiB; its CPU grows with it."
  type        = number
  default     = 512

  validation {
    condition     = var.memory_mib >= 256 && var.memory_mib <= 10240
    error_message = "memory_mib is between 256 and 10240."
  }
}

variable "concurrency_reserved" {
  description = "Whether the functions' concurrency is reserved, and so limited. A new account has too little of it to reserve any."
  type        = bool
  default     = false
}

variable "alerts_topic_arn" {
  description = "Topic that is told of calls that failed for good."
  type        = string
}

variable "alerts_kms_key_arn" {
  description = "KMS key of that topic; none when it is not encrypted."
  type        = string
  default     = null
}

variable "permissions_boundary_arn" {
  description = "Permissions boundary of the roles, where whoever applies this may create roles only with one; see modules/identity."
  type        = string
  default     = null
}

variable "log_retention_days" {
  description = "Days that the functions' logs are kept."
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
