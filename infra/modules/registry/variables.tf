variable "name" {
  description = "Name of the repository, for example notejam-production."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9]+([._/-][a-z0-9]+)*$", var.name))
    error_message = "name is lower-case letters and digits in groups joined by . _ - or /: for example notejam-production."
  }
}

variable "kept_images" {
  description = "How many of the newest tagged images stay. Every release that may be rolled back to needs its image."
  type        = number
  default     = 100

  validation {
    condition     = var.kept_images >= 10 && var.kept_images <= 1000
    error_message = "kept_images is between 10 and 1000: fewer would delete images that a rollback needs."
  }
}

variable "untagged_days" {
  description = "Days after which an image without a tag goes."
  type        = number
  default     = 14

  validation {
    condition     = var.untagged_days >= 1
    error_message = "untagged_days is at least 1."
  }
}

variable "kms_key_arn" {
  description = "KMS key that encrypts the images; ECR's own AES-256 when null."
  type        = string
  default     = null
}

variable "force_delete" {
  description = "Whether destroying the repository deletes the images in it. Otherwise AWS refuses."
  type        = bool
  default     = false
}
