variable "region" {
  description = "Home region of the account: where the bucket is."
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region is the name of an AWS region, for example eu-central-1."
  }
}

variable "state_bucket" {
  description = "Name of the bucket of all states and of the release journal, unique in all of AWS."
  type        = string
}

variable "adopt_state_bucket" {
  description = "Whether to take over a bucket of that name that exists already: made by the pipeline before the first init, or left by a first apply that was interrupted."
  type        = bool
  default     = false
}

variable "state_bucket_force_destroy" {
  description = "Whether destroying this stack deletes every state in the bucket, all versions included."
  type        = bool
  default     = false
}

variable "repository" {
  description = "Source repository, for the tag Repository."
  type        = string
  default     = "notejam-delivery"
}
