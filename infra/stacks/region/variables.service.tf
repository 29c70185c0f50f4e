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

variable "container_insights" {
  description = "How closely CloudWatch measures the tasks: enhanced, or enabled for less money."
  type        = string
  default     = "enhanced"
}
