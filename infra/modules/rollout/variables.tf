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

variable "cluster_name" {
  description = "ECS cluster of the service."
  type        = string
}

variable "service_name" {
  description = "ECS service with the CODE_DEPLOY controller. It has one deployment group, this one."
  type        = string
}

variable "task_role_arns" {
  description = "Roles that CodeDeploy passes to the tasks that it starts."
  type        = list(string)

  validation {
    condition     = length(var.task_role_arns) > 0
    error_message = "task_role_arns lists the execution role and the task role: CodeDeploy cannot start tasks without passing them."
  }
}

variable "production_listener_arn" {
  description = "Listener whose traffic is shifted."
  type        = string
}

variable "test_listener_arn" {
  description = "Listener that shows the new version before the shift."
  type        = string
}

variable "load_balancer_arn_suffix" {
  description = "Load balancer of the listeners, as CloudWatch's dimension names it."
  type        = string
}

variable "target_groups" {
  description = "The two target groups to alternate between: any key → name, and arn_suffix as CloudWatch's dimension names it."
  type = map(object({
    name       = string
    arn_suffix = string
  }))

  validation {
    condition     = length(var.target_groups) == 2
    error_message = "target_groups has exactly two entries: the one that serves and the one that the next version gets."
  }
}

variable "hook_function_names" {
  description = "Lambda functions that the AppSpec may name as hooks."
  type        = list(string)
  default     = []
}

variable "deployment_config_name" {
  description = "How traffic shifts."
  type        = string
  default     = "CodeDeployDefault.ECSCanary10Percent5Minutes"

  validation {
    condition     = !startswith(var.deployment_config_name, "CodeDeployDefault.") || startswith(var.deployment_config_name, "CodeDeployDefault.ECS")
    error_message = "deployment_config_name is one for ECS: CodeDeployDefault.ECSAllAtOnce, CodeDeployDefault.ECSCanary10Percent5Minutes, CodeDeployDefault.ECSLinear10PercentEvery1Minutes, or the name of your own."
  }
}

variable "termination_wait_minutes" {
  description = "How long the old version stays after the shift: so long a rollback is instant, and so long the next deployment waits."
  type        = number
  default     = 5

  validation {
    condition     = var.termination_wait_minutes >= 0 && var.termination_wait_minutes <= 2880
    error_message = "termination_wait_minutes is between 0 and 2880 (two days)."
  }
}

variable "server_error_threshold" {
  description = "Answers of 5xx in one minute that stop a deployment and roll it back."
  type        = number
  default     = 10

  validation {
    condition     = var.server_error_threshold >= 1
    error_message = "server_error_threshold is at least 1."
  }
}
