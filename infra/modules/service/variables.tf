variable "name" {
  description = "Prefix of every name in this module, for example notejam-production."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,24}[a-z0-9]$", var.name))
    error_message = "name is 3 to 26 lower-case letters, digits and hyphens, starting with a letter: for example notejam-production."
  }
}

variable "permissions_boundary_arn" {
  description = "Permissions boundary of the roles, where whoever applies this may create roles only with one; see modules/identity."
  type        = string
  default     = null
}

variable "vpc_id" {
  description = "VPC of the tasks."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets of the tasks."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "subnet_ids needs subnets in at least two zones, so that the service survives the loss of one."
  }
}

variable "load_balancer_security_group_id" {
  description = "Security group of the load balancer: nothing else reaches the tasks."
  type        = string
}

variable "initial_target_group_arn" {
  description = "Target group that the service is created with. CodeDeploy moves it on from there."
  type        = string
}

variable "repository_arn" {
  description = "ECR repository that tasks pull from."
  type        = string
}

variable "repository_url" {
  description = "Its address."
  type        = string
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

  validation {
    condition     = contains([256, 512, 1024, 2048, 4096], var.cpu)
    error_message = "cpu is one of Fargate's sizes: 256, 512, 1024, 2048 or 4096."
  }
}

variable "memory_mib" {
  description = "Memory of a task, in MiB."
  type        = number
  default     = 1024

  validation {
    condition     = var.memory_mib >= 2 * var.cpu && var.memory_mib <= 8 * var.cpu && var.memory_mib % 512 == 0
    error_message = "memory_mib is a multiple of 512 between twice and eight times cpu: what Fargate pairs with it."
  }
}

variable "cpu_architecture" {
  description = "X86_64 or ARM64: what the image was built for."
  type        = string
  default     = "X86_64"

  validation {
    condition     = contains(["X86_64", "ARM64"], var.cpu_architecture)
    error_message = "cpu_architecture is X86_64 or ARM64."
  }
}

variable "environment" {
  description = "Environment variables of the container. Never a secret: they are readable in the task definition."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for name in keys(var.environment) : !can(regex("(?i)password|secret|token", name))])
    error_message = "environment holds something named like a secret: give it in secrets, by the ARN of its Secrets Manager entry."
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

variable "secrets" {
  description = "Environment variables that ECS fills from Secrets Manager when a task starts: name → secret, and the JSON key in it if it holds several values."
  type = map(object({
    secret_arn = string
    json_key   = optional(string, "")
  }))
  default = {}
}

variable "secrets_kms_key_arn" {
  description = "KMS key of those secrets, which ECS must be allowed to decrypt with; none when they are under Secrets Manager's own."
  type        = string
  default     = null
}

variable "stop_timeout_seconds" {
  description = "Time that a task has to finish its requests when it is stopped."
  type        = number
  default     = 30

  validation {
    condition     = var.stop_timeout_seconds >= 2 && var.stop_timeout_seconds <= 120
    error_message = "stop_timeout_seconds is between 2 and 120, as Fargate allows."
  }
}

variable "health_check_grace_period_seconds" {
  description = "Time after a task's start in which a failing health check does not stop it."
  type        = number
  default     = 60
}

variable "log_retention_days" {
  description = "Days that logs are kept."
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

variable "load_balancer_arn_suffix" {
  description = "Load balancer in front, as CloudWatch's dimension LoadBalancer names it: its requests are what the service scales on."
  type        = string
}

variable "autoscaling_enabled" {
  description = "Whether the number of tasks follows the load."
  type        = bool
  default     = true
}

variable "min_tasks" {
  description = "Tasks that scaling leaves at the least: one a zone."
  type        = number
  default     = 3

  validation {
    condition     = var.min_tasks >= 1 && floor(var.min_tasks) == var.min_tasks
    error_message = "min_tasks is a whole number of at least 1: with none there is no traffic to scale on."
  }
}

variable "max_tasks" {
  description = "Tasks that scaling stops at."
  type        = number
  default     = 12

  validation {
    condition     = var.max_tasks >= var.min_tasks && var.max_tasks <= 100 && floor(var.max_tasks) == var.max_tasks
    error_message = "max_tasks is a whole number from min_tasks to 100. Mind the database: each task brings its pool of connections."
  }
}

variable "cpu_target_percent" {
  description = "CPU that scaling holds the tasks at. 60 leaves room for the minutes in which new tasks start."
  type        = number
  default     = 60

  validation {
    condition     = var.cpu_target_percent >= 10 && var.cpu_target_percent <= 90
    error_message = "cpu_target_percent is between 10 and 90."
  }
}

variable "requests_per_task_target" {
  description = "Requests a minute that scaling gives each task. 3000 are 50 a second."
  type        = number
  default     = 3000

  validation {
    condition     = var.requests_per_task_target >= 10
    error_message = "requests_per_task_target is at least 10 a minute."
  }
}

variable "container_insights" {
  description = "How closely CloudWatch measures: enhanced, down to each task, or enabled. Scaling needs one of the two."
  type        = string
  default     = "enhanced"

  validation {
    condition     = contains(["enhanced", "enabled"], var.container_insights)
    error_message = "container_insights is enhanced or enabled."
  }
}
