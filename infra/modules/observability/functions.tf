locals {
  function_alarms = {
    for key, name in var.function_names : "function-${key}" => {
      description = "Calls of the function ${name} fail: its log group /aws/lambda/${name} says why."
      namespace   = "AWS/Lambda"
      metric      = "Errors"
      statistic   = "Sum"
      dimensions  = { FunctionName = name }
      period      = 300
      periods     = 1
      comparison  = "GreaterThanOrEqualToThreshold"
      threshold   = var.thresholds.function_errors
      silence     = "notBreaching"
    }
  }
}
