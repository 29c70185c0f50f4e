variable "name" {
  description = "Prefix of every name in this module, for example notejam-production."
  type        = string
}

variable "environment" {
  description = "Environment whose metric FailedOver it is: value of the dimension Environment."
  type        = string
}

variable "endpoint_health_check_id" {
  description = "Health check of the primary region's own endpoint: module edge's."
  type        = string
}
