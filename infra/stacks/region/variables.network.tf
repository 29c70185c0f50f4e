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

variable "access_logs_bucket" {
  description = "Bucket of this region that the load balancer logs every request to, see modules/edge; none when null."
  type        = string
  default     = null
}
