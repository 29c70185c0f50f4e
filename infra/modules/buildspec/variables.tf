variable "commands" {
  description = "What is built: ./build.sh with its targets, in bash."
  type        = list(string)

  validation {
    condition     = length(var.commands) > 0
    error_message = "commands holds one command at least."
  }
}

variable "commands_afterwards" {
  description = "What is done afterwards, whether that went well (CODEBUILD_BUILD_SUCCEEDING is 1) or not."
  type        = list(string)

  validation {
    condition     = length(var.commands_afterwards) > 0
    error_message = "commands_afterwards holds one command at least: CodeBuild takes no phase without."
  }
}

variable "terraform_version" {
  description = "Terraform that is installed, by its published checksum; 1.11.4 when null."
  type        = string
  default     = "1.11.4"
  nullable    = false

  validation {
    condition     = can(regex("^1\\.(1[1-9]|[2-9][0-9])\\.[0-9]+$", var.terraform_version))
    error_message = "terraform_version is 1.11 or later, with its patch, for example 1.11.4."
  }
}
