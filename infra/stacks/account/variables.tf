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

variable "github_repository" {
  description = "Repository whose workflows may plan, deploy, drill and fail over, as owner/name. Null for no roles at all."
  type        = string
  default     = null
}

variable "github_branch" {
  description = "Branch that deploys, drills and fails over where no GitHub environment is named."
  type        = string
  default     = "main"
}

variable "github_deploy_environments" {
  description = "GitHub environments whose jobs may deploy."
  type        = list(string)
  default     = ["production"]
}

variable "github_drill_environments" {
  description = "GitHub environments whose jobs may drill; with none, it is the branch."
  type        = list(string)
  default     = ["production"]
}

variable "github_failover_environments" {
  description = "GitHub environments whose jobs may fail over and back; with none, it is the branch."
  type        = list(string)
  default     = ["failover"]
}

variable "github_plan_on_every_branch" {
  description = "Whether pushes to any branch may plan, besides pull requests."
  type        = bool
  default     = true
}

variable "github_plan_reads_secrets" {
  description = "Whether the plan role may read the project's secrets, see modules/identity."
  type        = bool
  default     = false
}

variable "github_oidc_provider_arn" {
  description = "GitHub's OIDC provider, if the account has one; made here when null."
  type        = string
  default     = null
}

variable "primary_region" {
  description = "Region of the database."
  type        = string
  default     = "eu-central-1"
}

variable "disaster_recovery_region" {
  description = "The other region: the only one of the drill role, and where the failover role restores."
  type        = string
  default     = "eu-west-2"
}

variable "image_replication" {
  description = "Whether the registry's one replication configuration is this stack's. False where another stack of the account has it: add a rule for repositories of the prefix notejam- there."
  type        = bool
  default     = true
}

variable "image_replica_region" {
  description = "Region that images pushed in region are replicated to, the environments' replica_region; disaster_recovery_region when null and region is primary_region."
  type        = string
  default     = null
}

variable "drill_bucket" {
  description = "Bucket in the disaster-recovery region for the state and the journal of drills; that region's state bucket when null, where the pipeline keeps them."
  type        = string
  default     = null
}

variable "hosted_zone_ids" {
  description = "Route 53 zones whose records the deploy role and the failover role may write."
  type        = list(string)
  default     = []
}
