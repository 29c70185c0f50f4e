locals {
  # Each node by itself: the primary fills up first.
  cache_alarms = merge([
    for node in var.cache_node_ids : {
      # A node that is replaced is silent for a while, which is no fault of the service.
      "cache-cpu-${node}" = {
        description = "Cache node ${node} is at its CPU's limit."
        namespace   = "AWS/ElastiCache"
        metric      = "CPUUtilization"
        statistic   = "Average"
        dimensions  = { CacheClusterId = node }
        period      = 300
        periods     = 3
        comparison  = "GreaterThanThreshold"
        threshold   = var.thresholds.cache_cpu_percent
        silence     = "missing"
      }

      "cache-memory-${node}" = {
        description = "Cache node ${node} is nearly full: next it evicts sessions, and people are signed out."
        namespace   = "AWS/ElastiCache"
        metric      = "DatabaseMemoryUsagePercentage"
        statistic   = "Average"
        dimensions  = { CacheClusterId = node }
        period      = 300
        periods     = 2
        comparison  = "GreaterThanThreshold"
        threshold   = var.thresholds.cache_memory_percent
        silence     = "missing"
      }

      "cache-evictions-${node}" = {
        description = "Cache node ${node} evicts sessions: people are signed out."
        namespace   = "AWS/ElastiCache"
        metric      = "Evictions"
        statistic   = "Sum"
        dimensions  = { CacheClusterId = node }
        period      = 300
        periods     = 1
        comparison  = "GreaterThanOrEqualToThreshold"
        threshold   = var.thresholds.cache_evictions
        silence     = "notBreaching"
      }
    }
  ]...)
}
