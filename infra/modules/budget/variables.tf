variable "name" {
  description = "Prefix of every name in this module, for example notejam-production."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,24}[a-z0-9]$", var.name))
    error_message = "name is 3 to 26 lower-case letters, digits and hyphens, starting with a letter: for example notejam-production."
  }
}

variable "limit_usd" {
  description = "What the account may cost in a month, in US dollars."
  type        = number

  validation {
    condition     = var.limit_usd >= 1
    error_message = "limit_usd is at least 1, for example 400."
  }
}

variable "emails" {
  description = "Who hears when it is reached."
  type        = list(string)

  validation {
    condition     = length(var.emails) >= 1 && length(var.emails) <= 10 && alltrue([for email in var.emails : can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", email))])
    error_message = "emails lists 1 to 10 mail addresses, for example [\"on-call@example.com\"]: a budget that tells nobody is none."
  }
}

variable "notifications" {
  description = "When: ACTUAL costs or what AWS has FORECASTED for the month, in per cent of the limit."
  type = list(object({
    type    = string
    percent = number
  }))
  default = [
    { type = "ACTUAL", percent = 80 },
    { type = "FORECASTED", percent = 100 },
    { type = "ACTUAL", percent = 100 },
  ]

  validation {
    condition     = length(var.notifications) >= 1 && length(var.notifications) <= 5 && alltrue([for notification in var.notifications : contains(["ACTUAL", "FORECASTED"], notification.type) && notification.percent > 0])
    error_message = "notifications lists 1 to 5 of { type = \"ACTUAL\" or \"FORECASTED\", percent = more than 0 }."
  }
}
