variable "alert_emails" {
  description = "Who hears of alarms and of the budget. Each address has to confirm once."
  type        = list(string)
  default     = []
}

variable "alarm_thresholds" {
  description = "Where alarms begin, as far as it differs from the module observability's defaults."
  type = object({
    load_balancer_errors          = optional(number)
    target_errors                 = optional(number)
    latency_p95_seconds           = optional(number)
    blocked_requests              = optional(number)
    service_cpu_percent           = optional(number)
    service_memory_percent        = optional(number)
    database_cpu_percent          = optional(number)
    database_free_storage_gib     = optional(number)
    database_free_memory_mib      = optional(number)
    database_connections          = optional(number)
    database_latency_milliseconds = optional(number)
    database_replica_lag_seconds  = optional(number)
    slow_queries                  = optional(number)
    failed_sign_ins               = optional(number)
    application_errors            = optional(number)
    cache_cpu_percent             = optional(number)
    cache_memory_percent          = optional(number)
    cache_evictions               = optional(number)
    function_errors               = optional(number)
  })
  default = {}
}

variable "budget_limit_usd" {
  description = "What the account may cost in a month, in US dollars; null watches nothing. Only the primary region's stack has the budget."
  type        = number
  default     = null

  validation {
    condition     = var.budget_limit_usd == null ? true : length(var.alert_emails) > 0
    error_message = "budget_limit_usd needs alert_emails: a budget that tells nobody is none."
  }
}
