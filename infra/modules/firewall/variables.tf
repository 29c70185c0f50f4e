variable "name" {
  description = "Prefix of every name in this module, for example notejam-production."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,24}[a-z0-9]$", var.name))
    error_message = "name is 3 to 26 lower-case letters, digits and hyphens, starting with a letter: for example notejam-production."
  }
}

variable "load_balancer_arn" {
  description = "Load balancer to protect."
  type        = string
}

variable "mode" {
  description = "block refuses what a rule matches; count only logs and counts it, to see what would be refused."
  type        = string
  default     = "block"

  validation {
    condition     = contains(["block", "count"], var.mode)
    error_message = "mode is block or count. For no firewall at all, leave this module out."
  }
}

variable "rate_limit" {
  description = "Requests of one address in five minutes; beyond it the address is answered 429 until it slows down."
  type        = number
  default     = 2000

  validation {
    condition     = var.rate_limit >= 10 && var.rate_limit <= 2000000000 && floor(var.rate_limit) == var.rate_limit
    error_message = "rate_limit is a whole number from 10 to 2000000000, for example 2000."
  }
}

variable "counted_rules" {
  description = "Rules of AWS's groups that only count: group → rules. By default those that judge a request's body: notes are free text, may hold SQL, HTML or paths and be long."
  type        = map(list(string))
  default = {
    AWSManagedRulesCommonRuleSet = ["SizeRestrictions_BODY", "CrossSiteScripting_BODY", "GenericLFI_BODY", "GenericRFI_BODY", "EC2MetaDataSSRF_BODY"]
    AWSManagedRulesSQLiRuleSet   = ["SQLi_BODY", "SQLiExtendedPatterns_BODY"]
  }

  validation {
    condition     = length(setsubtract(keys(var.counted_rules), ["AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesSQLiRuleSet"])) == 0
    error_message = "counted_rules has the groups of this firewall as keys: AWSManagedRulesAmazonIpReputationList, AWSManagedRulesCommonRuleSet, AWSManagedRulesKnownBadInputsRuleSet and AWSManagedRulesSQLiRuleSet."
  }
}

variable "log_retention_days" {
  description = "Days that logs are kept."
  type        = number
  default     = 30

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days is one of CloudWatch's steps, for example 14, 30, 90 or 365."
  }
}

variable "log_kms_key_arn" {
  description = "KMS key of the logs; CloudWatch's own when null."
  type        = string
  default     = null
}
