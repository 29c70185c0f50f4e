variable "name" {
  description = "Prefix of every name in this module, for example notejam-production."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,24}[a-z0-9]$", var.name))
    error_message = "name is 3 to 26 lower-case letters, digits and hyphens, starting with a letter: for example notejam-production."
  }
}

variable "emails" {
  description = "Who hears of alarms. Each address has to confirm once."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for email in var.emails : can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", email))])
    error_message = "emails lists mail addresses, for example [\"on-call@example.com\"]."
  }
}

variable "kms_key_arn" {
  description = "KMS key of the topic, unencrypted when null. Its policy lets cloudwatch, events, backup and events.rds (.amazonaws.com) use it: aws/sns lets none of them."
  type        = string
  default     = null
}

variable "load_balancer_arn_suffix" {
  description = "Load balancer, as CloudWatch's dimension LoadBalancer names it."
  type        = string
}

variable "target_groups" {
  description = "Its target groups: colour → name, and arn_suffix as CloudWatch's dimension TargetGroup names it."
  type = map(object({
    name       = string
    arn_suffix = string
  }))

  validation {
    condition     = length(var.target_groups) > 0 && alltrue([for colour in keys(var.target_groups) : can(regex("^[a-z][a-z0-9_]*$", colour))])
    error_message = "target_groups has at least one entry, with keys like blue and green: lower-case letters, digits and underscores, as they are variables in CloudWatch's arithmetic."
  }
}

variable "cluster_name" {
  description = "ECS cluster of the service."
  type        = string
}

variable "service_name" {
  description = "ECS service."
  type        = string
}

variable "min_tasks" {
  description = "Tasks below which something is wrong."
  type        = number
  default     = 3

  validation {
    condition     = var.min_tasks >= 1
    error_message = "min_tasks is at least 1."
  }
}

variable "application_log_group_name" {
  description = "Log group of the tasks, whose lines are JSON with LogLevel."
  type        = string
}

variable "database_identifier" {
  description = "RDS instance."
  type        = string
}

variable "database_log_group_name" {
  description = "Log group that RDS exports PostgreSQL's log to; without it no slow query and no failed sign-in is told."
  type        = string
  default     = null
}

variable "database_events" {
  description = "Kinds of RDS events that are sent to the topic."
  type        = list(string)
  default     = ["availability", "backup", "deletion", "failover", "failure", "low storage", "maintenance", "notification", "read replica", "recovery", "restoration"]

  validation {
    condition     = contains(var.database_events, "failure") && contains(var.database_events, "failover")
    error_message = "database_events holds at least failure and failover; others are for example backup, availability, recovery and \"low storage\"."
  }
}

variable "cache_node_ids" {
  description = "Nodes of the cache, as CloudWatch's dimension CacheClusterId names them."
  type        = list(string)
  default     = []
}

variable "function_names" {
  description = "Lambda functions, by what they do."
  type        = map(string)
  default     = {}
}

variable "web_acl_name" {
  description = "Firewall in front of the load balancer, if there is one."
  type        = string
  default     = null
}

variable "thresholds" {
  description = "Where alarms begin. Counts are of five minutes. README.md says why these."
  type = object({
    load_balancer_errors          = optional(number, 10)
    target_errors                 = optional(number, 10)
    latency_p95_seconds           = optional(number, 1)
    blocked_requests              = optional(number, 1000)
    service_cpu_percent           = optional(number, 85)
    service_memory_percent        = optional(number, 85)
    database_cpu_percent          = optional(number, 80)
    database_free_storage_gib     = optional(number, 5)
    database_free_memory_mib      = optional(number, 128)
    database_connections          = optional(number, 150)
    database_latency_milliseconds = optional(number, 50)
    database_replica_lag_seconds  = optional(number, 60)
    slow_queries                  = optional(number, 20)
    failed_sign_ins               = optional(number, 5)
    application_errors            = optional(number, 5)
    cache_cpu_percent             = optional(number, 80)
    cache_memory_percent          = optional(number, 80)
    cache_evictions               = optional(number, 1)
    function_errors               = optional(number, 1)
  })
  default = {}

  validation {
    condition     = alltrue([for name, value in var.thresholds : value > 0 && value <= 100 if endswith(name, "_percent")])
    error_message = "thresholds: what ends in _percent is more than 0 and at most 100."
  }

  validation {
    condition = alltrue([
      for name in ["load_balancer_errors", "target_errors", "blocked_requests", "slow_queries", "failed_sign_ins", "application_errors", "cache_evictions", "function_errors", "database_connections"] :
      var.thresholds[name] >= 1 && floor(var.thresholds[name]) == var.thresholds[name]
    ])
    error_message = "thresholds: counts (errors, requests, queries, sign-ins, evictions, connections) are whole numbers of at least 1."
  }

  validation {
    condition     = var.thresholds.latency_p95_seconds > 0 && var.thresholds.latency_p95_seconds <= 60
    error_message = "thresholds: latency_p95_seconds is more than 0 and at most 60, after which the load balancer gives up."
  }

  validation {
    condition     = alltrue([for name in ["database_free_storage_gib", "database_free_memory_mib", "database_latency_milliseconds", "database_replica_lag_seconds"] : var.thresholds[name] > 0])
    error_message = "thresholds: database_free_storage_gib, database_free_memory_mib, database_latency_milliseconds and database_replica_lag_seconds are more than 0."
  }
}
