variable "region" {
  description = "AWS region of this stack. The workspace carries the same name."
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region is the name of an AWS region, for example eu-central-1."
  }
}

variable "primary_region" {
  description = "Region that serves; this stack's own when null. Its stack owns what is replicated."
  type        = string
  default     = null

  validation {
    condition     = var.primary_region == null || can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.primary_region))
    error_message = "primary_region is the name of an AWS region, for example eu-central-1."
  }
}

variable "replica_region" {
  description = "Region for disaster recovery, which secrets and images are replicated to; none when null."
  type        = string
  default     = null

  validation {
    condition     = var.replica_region == null || can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.replica_region))
    error_message = "replica_region is the name of an AWS region, for example eu-west-2."
  }

  validation {
    condition     = var.replica_region == null || var.replica_region != coalesce(var.primary_region, var.region)
    error_message = "replica_region is the primary region: give another one, or null for none."
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

variable "client_cidr_blocks" {
  description = "Who may reach the production listener."
  type        = list(string)
  default     = ["0.0.0.0/0"]
}

variable "domain_name" {
  description = "Name that people reach Notejam by, in every region the same. null serves plain HTTP under the load balancer's name."
  type        = string
  default     = null
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

variable "mail_host" {
  description = "SMTP server for Notejam's mails, for example email-smtp.eu-central-1.amazonaws.com; none is sent when null. User and password are smtp_username and smtp_password of the application's secret."
  type        = string
  default     = null
}

variable "mail_port" {
  description = "Its port."
  type        = number
  default     = 587

  validation {
    condition     = var.mail_port >= 1 && var.mail_port <= 65535 && var.mail_port != 25
    error_message = "mail_port is 587 (StartTls), 465 (Implicit) or the server's own, never 25: AWS lets nobody out by that."
  }
}

variable "mail_encryption" {
  description = "StartTls, or Implicit where the server speaks TLS from the first byte."
  type        = string
  default     = "StartTls"

  validation {
    condition     = contains(["StartTls", "Implicit"], var.mail_encryption)
    error_message = "mail_encryption is StartTls (usual at port 587) or Implicit (port 465)."
  }
}

variable "mail_from" {
  description = "Sender of the mails, for example Notejam <noreply@example.com>."
  type        = string
  default     = null

  validation {
    condition     = (var.mail_from == null) == (var.mail_host == null) && (var.mail_from == null ? true : can(regex("^[^@\\s]+@[^@\\s]+$|<[^@\\s]+@[^@\\s]+>$", var.mail_from)))
    error_message = "mail_from goes with mail_host, and is an address: noreply@example.com, or Notejam <noreply@example.com>."
  }
}

variable "firewall_mode" {
  description = "block refuses attacks, count only logs them, off does without the firewall."
  type        = string
  default     = "block"

  validation {
    condition     = contains(["block", "count", "off"], var.firewall_mode)
    error_message = "firewall_mode is block, count or off."
  }
}

variable "firewall_rate_limit" {
  description = "Requests of one address in five minutes, beyond which it is refused."
  type        = number
  default     = 2000
}

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

variable "interface_endpoints" {
  description = "AWS services that private subnets reach inside the VPC, for example ecr.api, ecr.dkr, logs and secretsmanager."
  type        = list(string)
  default     = []
}

variable "flow_logs_enabled" {
  description = "Whether the VPC's traffic is logged."
  type        = bool
  default     = false
}

variable "key_deletion_window_days" {
  description = "Days in which the deletion of a KMS key can still be taken back."
  type        = number
  default     = 30
}

variable "secret_recovery_window_days" {
  description = "Days in which a deleted secret can be taken back; 0 deletes at once, for what is thrown away."
  type        = number
  default     = 30
}

variable "adopt_application_secret" {
  description = "Whether the application's secret is there already and is taken over, its value with it. Set it until an apply has gone through; afterwards it is of no effect."
  type        = bool
  default     = false
}

variable "secret_rotation_days" {
  description = "Days from one rotation of the database's and the cache's secret to the next."
  type        = number
  default     = 30
}

variable "functions_package" {
  description = "Path of the functions' package, which the pipeline publishes; relative to this folder, so that a plan is the same on every machine."
  type        = string
  default     = "../../../artifacts/functions.zip"
}

variable "function_concurrency_reserved" {
  description = "Whether the functions' concurrency is reserved. A new account has too little of it."
  type        = bool
  default     = true
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
    condition     = var.autoscaling_enabled ? var.desired_count >= var.min_tasks && var.desired_count <= var.max_tasks : var.desired_count >= 1
    error_message = "desired_count is between min_tasks and max_tasks, within which the service scales."
  }
}

variable "autoscaling_enabled" {
  description = "Whether the number of tasks follows the load."
  type        = bool
  default     = true
}

variable "min_tasks" {
  description = "Tasks that scaling leaves at the least."
  type        = number
  default     = 3
}

variable "max_tasks" {
  description = "Tasks that scaling stops at."
  type        = number
  default     = 12
}

variable "cpu_target_percent" {
  description = "CPU that scaling holds the tasks at."
  type        = number
  default     = 60
}

variable "requests_per_task_target" {
  description = "Requests a minute that scaling gives each task."
  type        = number
  default     = 3000
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

variable "registry_scan_type" {
  description = "How ECR scans in this account and region, BASIC or ENHANCED; left as it is when null."
  type        = string
  default     = null
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

variable "database_snapshot_identifier" {
  description = "Snapshot that the database is restored from when it is made; an empty one when null."
  type        = string
  default     = null
}

variable "database_ca_certificate_identifier" {
  description = "Authority that signs the database's certificate."
  type        = string
  default     = "rds-ca-rsa2048-g1"
}

variable "database_monitoring_interval_seconds" {
  description = "How often RDS measures the database's operating system; 0 turns it off."
  type        = number
  default     = 0
}

variable "database_slow_query_ms" {
  description = "Statements that take at least so many milliseconds are logged."
  type        = number
  default     = 1000
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

variable "cache_slow_log_enabled" {
  description = "Whether the cache's slow commands are logged."
  type        = bool
  default     = false
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
