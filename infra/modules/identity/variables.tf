variable "name" {
  description = "Project: prefix of all its names and value of its tag Project, for example notejam."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9]{1,13}$", var.name))
    error_message = "name is 2 to 14 lower-case letters and digits, starting with a letter: for example notejam."
  }
}

variable "github_repository" {
  description = "Repository whose workflows may assume the roles, as owner/name."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9]([A-Za-z0-9-]{0,37}[A-Za-z0-9])?/[A-Za-z0-9._-]{1,100}$", var.github_repository))
    error_message = "github_repository is owner/name without wildcards, for example octo-org/notejam-delivery."
  }
}

variable "branch" {
  description = "Branch that deploys, drills and fails over, for roles without a GitHub environment."
  type        = string
  default     = "main"

  validation {
    condition     = can(regex("^[A-Za-z0-9._/-]+$", var.branch))
    error_message = "branch is one branch's name without wildcards, for example main."
  }
}

variable "deploy_environments" {
  description = "GitHub environments whose jobs may deploy. With none, it is the branch. Which branches reach an environment is set at GitHub, by its deployment branches."
  type        = list(string)
  default     = ["production"]

  validation {
    condition     = alltrue([for environment in var.deploy_environments : can(regex("^[A-Za-z0-9._-]+$", environment))])
    error_message = "deploy_environments lists GitHub environments without wildcards, for example [\"production\"]."
  }
}

variable "drill_environments" {
  description = "GitHub environments whose jobs may drill: a job with an environment shows GitHub's token of that, and none of a branch. With none, it is the branch."
  type        = list(string)
  default     = ["production"]

  validation {
    condition     = alltrue([for environment in var.drill_environments : can(regex("^[A-Za-z0-9._-]+$", environment))])
    error_message = "drill_environments lists GitHub environments without wildcards, for example [\"drill\"]."
  }
}

variable "failover_environments" {
  description = "GitHub environments whose jobs may fail over and back. With none, it is the branch."
  type        = list(string)
  default     = ["failover"]

  validation {
    condition     = alltrue([for environment in var.failover_environments : can(regex("^[A-Za-z0-9._-]+$", environment))])
    error_message = "failover_environments lists GitHub environments without wildcards, for example [\"failover\"]."
  }
}

variable "plan_on_every_branch" {
  description = "Whether pushes to any branch may plan, besides pull requests."
  type        = bool
  default     = true
}

variable "plan_reads_secrets" {
  description = "Whether the plan role may open the application's and the database's secret, as a delivery's plan does without storing them. Whoever can push a branch can read them then, too. Without it the pipeline plans without opening them."
  type        = bool
  default     = false
}

variable "github_oidc_provider_arn" {
  description = "GitHub's OIDC provider in this account, if there is one: an account has it once. Made here when null."
  type        = string
  default     = null

  validation {
    condition     = var.github_oidc_provider_arn == null || can(regex("^arn:[a-z-]+:iam::[0-9]{12}:oidc-provider/token\\.actions\\.githubusercontent\\.com$", var.github_oidc_provider_arn))
    error_message = "github_oidc_provider_arn is arn:aws:iam::<account>:oidc-provider/token.actions.githubusercontent.com."
  }
}

variable "primary_region" {
  description = "Region of the database."
  type        = string
}

variable "disaster_recovery_region" {
  description = "The other region: the only one of the drill role, and where the failover role restores."
  type        = string

  validation {
    condition     = var.disaster_recovery_region != var.primary_region
    error_message = "disaster_recovery_region is another region than primary_region, for example eu-west-2."
  }
}

variable "state_bucket" {
  description = "Bucket of all Terraform states."
  type        = string
}

variable "disaster_recovery_state_bucket" {
  description = "Bucket of the states in the other region, which the deploy role makes and writes when it delivers there, and manifests of backups too; the failover and the drill role their own. Null for none."
  type        = string
  default     = null
}

variable "drill_bucket" {
  description = "Bucket in the disaster-recovery region for the state and the journal of drills: during one the other region counts as lost. disaster_recovery_state_bucket when null."
  type        = string
  default     = null
}

variable "hosted_zone_ids" {
  description = "Route 53 zones whose records the deploy role and the failover role write."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for zone in var.hosted_zone_ids : can(regex("^[A-Z0-9]{1,32}$", zone))])
    error_message = "hosted_zone_ids lists ids of zones, for example [\"Z0123456789ABCDEFGHIJ\"]."
  }
}
