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
