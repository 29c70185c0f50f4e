variable "region" {
  description = "Disaster-recovery region, which takes over."
  type        = string
  default     = "eu-west-2"

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region is the name of an AWS region, for example eu-west-2."
  }
}

variable "environment" {
  description = "Environment that is restored, for example production."
  type        = string
  default     = "production"

  validation {
    condition     = can(regex("^[a-z][a-z0-9]{1,11}$", var.environment))
    error_message = "environment is 2 to 12 lower-case letters and digits, starting with a letter, for example production: it is part of names that AWS keeps short."
  }
}

variable "failover_id" {
  description = "The failover: part of every name, and the value of the tag Failover. The workspace carries the same name."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9]{4}$", var.failover_id))
    error_message = "failover_id is five lower-case letters and digits, starting with a letter, for example k3xm9."
  }
}

variable "repository" {
  description = "Source repository, for the tag Repository."
  type        = string
  default     = "notejam-delivery"
}

variable "standing" {
  description = "What stands ready: outputs of stacks/recovery, by their names. Without a domain Notejam is served under the load balancer's name."
  type = object({
    client_cidr_blocks              = list(string)
    vpc_id                          = string
    public_subnet_ids               = list(string)
    private_subnet_ids              = list(string)
    private_route_table_ids         = list(string)
    load_balancer_security_group_id = string
    task_security_group_id          = string
    cache_security_group_id         = string
    cache_subnet_group_name         = string
    cache_node_type                 = string
    cache_kms_key_arn               = string
    cluster_name                    = string
    bootstrap_task_definition_arn   = string
    container_name                  = string
    container_port                  = number
    domain_name                     = optional(string)
    zone_id                         = optional(string)
    certificate_arn                 = optional(string)
  })
}
