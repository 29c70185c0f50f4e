locals {
  database = { DBInstanceIdentifier = var.database_identifier }

  # RDS reports every minute of an instance that runs; one that stops is told by its events, not by silence here.
  database_metrics = {
    database-cpu = {
      description = "The database is at its CPU's limit: look for slow queries, or take a larger instance_class."
      metric      = "CPUUtilization"
      comparison  = "GreaterThanThreshold"
      threshold   = var.thresholds.database_cpu_percent
      periods     = 3
    }

    database-storage = {
      description = "Less than ${var.thresholds.database_free_storage_gib} GiB are free: storage does not grow any more. A full database stops."
      metric      = "FreeStorageSpace"
      comparison  = "LessThanThreshold"
      threshold   = var.thresholds.database_free_storage_gib * 1024 * 1024 * 1024
      periods     = 1
    }

    database-memory = {
      description = "The database has less than ${var.thresholds.database_free_memory_mib} MiB of memory left and starts to swap."
      metric      = "FreeableMemory"
      comparison  = "LessThanThreshold"
      threshold   = var.thresholds.database_free_memory_mib * 1024 * 1024
      periods     = 3
    }

    database-connections = {
      description = "Connections near the instance's limit: at the limit, tasks are turned away."
      metric      = "DatabaseConnections"
      comparison  = "GreaterThanThreshold"
      threshold   = var.thresholds.database_connections
      periods     = 1
    }

    database-read-latency = {
      description = "Reads from the disk take longer than ${var.thresholds.database_latency_milliseconds} ms."
      metric      = "ReadLatency"
      comparison  = "GreaterThanThreshold"
      threshold   = var.thresholds.database_latency_milliseconds / 1000
      periods     = 3
    }

    database-write-latency = {
      description = "Writes to the disk take longer than ${var.thresholds.database_latency_milliseconds} ms."
      metric      = "WriteLatency"
      comparison  = "GreaterThanThreshold"
      threshold   = var.thresholds.database_latency_milliseconds / 1000
      periods     = 3
    }

    # Reported by a read replica only; the standby of Multi-AZ is synchronous and has no lag.
    database-replica-lag = {
      description = "A replica is more than ${var.thresholds.database_replica_lag_seconds} s behind."
      metric      = "ReplicaLag"
      comparison  = "GreaterThanThreshold"
      threshold   = var.thresholds.database_replica_lag_seconds
      periods     = 3
    }
  }

  database_alarms = {
    for key, alarm in local.database_metrics : key => merge(alarm, {
      namespace  = "AWS/RDS"
      statistic  = "Average"
      dimensions = local.database
      period     = 300
      silence    = key == "database-replica-lag" ? "notBreaching" : "missing"
    })
  }
}

# Failed backups, failovers and replication faults have no metric; RDS tells them as events.
resource "aws_db_event_subscription" "this" {
  name             = "${var.name}-database"
  sns_topic        = aws_sns_topic.alerts.arn
  source_type      = "db-instance"
  source_ids       = [var.database_identifier]
  event_categories = var.database_events

  depends_on = [aws_sns_topic_policy.alerts]
}
