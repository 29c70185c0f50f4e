locals {
  service = { ClusterName = var.cluster_name, ServiceName = var.service_name }

  service_alarms = {
    # No task, no number: running-tasks says so.
    service-cpu = {
      description = "Tasks are at their CPU's limit although the service scales: max_tasks is reached, or a task runs wild."
      namespace   = "AWS/ECS"
      metric      = "CPUUtilization"
      statistic   = "Average"
      dimensions  = local.service
      period      = 300
      periods     = 3
      comparison  = "GreaterThanThreshold"
      threshold   = var.thresholds.service_cpu_percent
      silence     = "missing"
    }

    service-memory = {
      description = "Tasks run out of memory: beyond 100 per cent they are killed."
      namespace   = "AWS/ECS"
      metric      = "MemoryUtilization"
      statistic   = "Average"
      dimensions  = local.service
      period      = 300
      periods     = 3
      comparison  = "GreaterThanThreshold"
      threshold   = var.thresholds.service_memory_percent
      silence     = "missing"
    }

    # Container Insights count the tasks of a service that exists; when they do not, nobody counts.
    running-tasks = {
      description = "Fewer than ${var.min_tasks} tasks have run for ten minutes: tasks die, or cannot be placed. Expected only before the first deployment."
      namespace   = "ECS/ContainerInsights"
      metric      = "RunningTaskCount"
      statistic   = "Average"
      dimensions  = local.service
      period      = 60
      periods     = 10
      comparison  = "LessThanThreshold"
      threshold   = var.min_tasks
      silence     = "breaching"
    }
  }
}
