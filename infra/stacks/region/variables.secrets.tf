variable "secret_recovery_window_days" {
  description = "Days in which a deleted secret can be taken back; 0 deletes at once, for what is thrown away."
  type        = number
  default     = 30
}

variable "adopt_application_secret" {
  description = "Whether the application's secret is there already and is taken over, its value with it. Set it until an apply has gone through; afterwards it is of no effect."
  type        = bool
  default     = false
}

variable "secrets_opened" {
  description = "Whether the application's and the database's secret are opened, as an apply needs it. False is for looking at a plan alone, by whoever may not open them: such a plan is not to be applied."
  type        = bool
  default     = true
}

variable "secret_rotation_days" {
  description = "Days from one rotation of the database's and the cache's secret to the next."
  type        = number
  default     = 30
}

variable "functions_package" {
  description = "Path of the functions' package, which the pipeline publishes; relative to this folder, so that a plan is the same on every machine."
  type        = string
  default     = "../../../artifacts/functions.zip"
}

variable "function_concurrency_reserved" {
  description = "Whether the functions' concurrency is reserved: no other function of the account can then take it from them. A new account has too little of it, and Lambda refuses."
  type        = bool
  default     = false
}
