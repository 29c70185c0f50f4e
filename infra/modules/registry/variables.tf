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

variable "primary" {
  description = "Whether the repository is made here. Otherwise the replica, which the primary region's repository comes with, is read."
  type        = bool
  default     = true
}

variable "replica_region" {
  description = "Region of the provider aws.replica, which every image is replicated to; none when null."
  type        = string
  default     = null

  validation {
    condition     = var.replica_region == null || (var.primary && can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.replica_region)))
    error_message = "replica_region is the name of an AWS region, for example eu-west-2, and given where the repository is made only."
  }
}

variable "replica_kms_key_arn" {
  description = "KMS key that encrypts the images in the replica region; ECR's own AES-256 when null."
  type        = string
  default     = null
}

variable "registry_scan_type" {
  description = "How ECR scans in this account and region, BASIC or ENHANCED (Inspector, again and again); left as it is when null."
  type        = string
  default     = null

  validation {
    condition     = var.registry_scan_type == null || contains(["BASIC", "ENHANCED"], coalesce(var.registry_scan_type, "BASIC"))
    error_message = "registry_scan_type is BASIC, ENHANCED or null."
  }
}
