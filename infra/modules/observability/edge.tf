locals {
  load_balancer = { LoadBalancer = var.load_balancer_arn_suffix }

  # Over both target groups: which one is live changes with every deployment, and the other is empty between them.
  hosts = {
    for state in ["HealthyHostCount", "UnHealthyHostCount"] : state => {
      for colour, group in var.target_groups : colour => {
        namespace  = "AWS/ApplicationELB"
        metric     = state
        statistic  = state == "HealthyHostCount" ? "Minimum" : "Maximum"
        dimensions = merge(local.load_balancer, { TargetGroup = group.arn_suffix })
      }
    }
  }
  hosts_sum = join(" + ", [for colour in sort(keys(var.target_groups)) : "FILL(${colour}, 0)"])

  edge_alarms = {
    load-balancer-errors = {
      description = "The load balancer itself answers 5xx: it reaches no task, or waits in vain for one."
      namespace   = "AWS/ApplicationELB"
      metric      = "HTTPCode_ELB_5XX_Count"
      statistic   = "Sum"
      dimensions  = local.load_balancer
      period      = 300
      periods     = 1
      comparison  = "GreaterThanOrEqualToThreshold"
      threshold   = var.thresholds.load_balancer_errors
      silence     = "notBreaching"
    }

    target-errors = {
      description = "The application answers 5xx: look into its log group."
      namespace   = "AWS/ApplicationELB"
      metric      = "HTTPCode_Target_5XX_Count"
      statistic   = "Sum"
      dimensions  = local.load_balancer
      period      = 300
      periods     = 1
      comparison  = "GreaterThanOrEqualToThreshold"
      threshold   = var.thresholds.target_errors
      silence     = "notBreaching"
    }

    latency = {
      description = "One request in twenty takes longer than ${var.thresholds.latency_p95_seconds} s, for five minutes."
      namespace   = "AWS/ApplicationELB"
      metric      = "TargetResponseTime"
      percentile  = "p95"
      dimensions  = local.load_balancer
      period      = 60
      periods     = 5
      comparison  = "GreaterThanThreshold"
      threshold   = var.thresholds.latency_p95_seconds
      silence     = "notBreaching"
    }

    unhealthy-hosts = {
      description = "A task fails its health check for three minutes: longer than one takes to start."
      queries     = local.hosts["UnHealthyHostCount"]
      expression  = local.hosts_sum
      period      = 60
      periods     = 3
      comparison  = "GreaterThanOrEqualToThreshold"
      threshold   = 1
      silence     = "notBreaching"
    }

    # Without a registered target no metric is reported at all, and then nobody is served either.
    no-healthy-host = {
      description = "No task is healthy: Notejam is down. Expected only before the first deployment."
      queries     = local.hosts["HealthyHostCount"]
      expression  = local.hosts_sum
      period      = 60
      periods     = 2
      comparison  = "LessThanThreshold"
      threshold   = 1
      silence     = "breaching"
    }
  }

  firewall_alarms = var.web_acl_name == null ? {} : {
    blocked-requests = {
      description = "The firewall blocks far more than usual: an attack, or a rule that hits ordinary use."
      namespace   = "AWS/WAFV2"
      metric      = "BlockedRequests"
      statistic   = "Sum"
      dimensions  = { WebACL = var.web_acl_name, Region = local.region, Rule = "ALL" }
      period      = 300
      periods     = 1
      comparison  = "GreaterThanOrEqualToThreshold"
      threshold   = var.thresholds.blocked_requests
      silence     = "notBreaching"
    }
  }
}
