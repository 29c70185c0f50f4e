locals {
  dashboard_widgets = [
    { title = "Requests", stat = "Sum", metrics = [
      ["AWS/ApplicationELB", "RequestCount", "LoadBalancer", var.load_balancer_arn_suffix],
    ] },
    { title = "Latency (s)", stat = "p95", metrics = [
      ["AWS/ApplicationELB", "TargetResponseTime", "LoadBalancer", var.load_balancer_arn_suffix, { stat = "p50", label = "p50" }],
      ["AWS/ApplicationELB", "TargetResponseTime", "LoadBalancer", var.load_balancer_arn_suffix, { stat = "p95", label = "p95" }],
      ["AWS/ApplicationELB", "TargetResponseTime", "LoadBalancer", var.load_balancer_arn_suffix, { stat = "p99", label = "p99" }],
    ] },
    { title = "Errors", stat = "Sum", metrics = [
      ["AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count", "LoadBalancer", var.load_balancer_arn_suffix],
      ["AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", "LoadBalancer", var.load_balancer_arn_suffix],
      ["AWS/ApplicationELB", "HTTPCode_Target_4XX_Count", "LoadBalancer", var.load_balancer_arn_suffix],
      [local.metric_namespace, "ApplicationErrors"],
    ] },
    { title = "Healthy and unhealthy tasks", stat = "Average", metrics = concat(
      [for colour in sort(keys(var.target_groups)) : ["AWS/ApplicationELB", "HealthyHostCount", "TargetGroup", var.target_groups[colour].arn_suffix, "LoadBalancer", var.load_balancer_arn_suffix, { label = "${colour} healthy" }]],
      [for colour in sort(keys(var.target_groups)) : ["AWS/ApplicationELB", "UnHealthyHostCount", "TargetGroup", var.target_groups[colour].arn_suffix, "LoadBalancer", var.load_balancer_arn_suffix, { label = "${colour} unhealthy" }]],
    ) },
    { title = "Tasks", stat = "Average", metrics = [
      for metric in ["DesiredTaskCount", "RunningTaskCount", "PendingTaskCount", "TaskSetCount"] :
      ["ECS/ContainerInsights", metric, "ClusterName", var.cluster_name, "ServiceName", var.service_name]
    ] },
    { title = "CPU and memory of the tasks (%)", stat = "Average", metrics = [
      for metric in ["CPUUtilization", "MemoryUtilization"] : ["AWS/ECS", metric, "ClusterName", var.cluster_name, "ServiceName", var.service_name]
    ] },
    { title = "Database: CPU (%) and connections", stat = "Average", metrics = [
      ["AWS/RDS", "CPUUtilization", "DBInstanceIdentifier", var.database_identifier],
      ["AWS/RDS", "DatabaseConnections", "DBInstanceIdentifier", var.database_identifier, { yAxis = "right" }],
    ] },
    { title = "Database: latency of the disk (s) and free storage (bytes)", stat = "Average", metrics = [
      ["AWS/RDS", "ReadLatency", "DBInstanceIdentifier", var.database_identifier],
      ["AWS/RDS", "WriteLatency", "DBInstanceIdentifier", var.database_identifier],
      ["AWS/RDS", "FreeStorageSpace", "DBInstanceIdentifier", var.database_identifier, { yAxis = "right" }],
    ] },
    { title = "Database: slow queries and failed sign-ins", stat = "Sum", metrics = [
      [local.metric_namespace, "SlowQueries"],
      [local.metric_namespace, "FailedSignIns"],
    ] },
    { title = "Cache: CPU and memory (%), evictions", stat = "Average", metrics = concat(
      [for node in var.cache_node_ids : ["AWS/ElastiCache", "CPUUtilization", "CacheClusterId", node]],
      [for node in var.cache_node_ids : ["AWS/ElastiCache", "DatabaseMemoryUsagePercentage", "CacheClusterId", node]],
      [for node in var.cache_node_ids : ["AWS/ElastiCache", "Evictions", "CacheClusterId", node, { stat = "Sum", yAxis = "right" }]],
    ) },
    { title = "Firewall: blocked and allowed", stat = "Sum", metrics = [
      for metric in ["BlockedRequests", "AllowedRequests", "CountedRequests"] :
      ["AWS/WAFV2", metric, "WebACL", coalesce(var.web_acl_name, "none"), "Region", local.region, "Rule", "ALL"]
    ] },
  ]

  # Without a firewall, none of it.
  dashboard_graphs = [for widget in local.dashboard_widgets : widget if var.web_acl_name != null || !startswith(widget.title, "Firewall")]
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = "${var.name}-${local.region}"

  dashboard_body = jsonencode({
    widgets = concat(
      [
        {
          type = "text", x = 0, y = 0, width = 12, height = 4
          properties = {
            markdown = join("\n", [
              "# ${var.name} in ${local.region}",
              "[Deployments](https://${local.region}.console.aws.amazon.com/codesuite/codedeploy/applications/${var.service_name}?region=${local.region}) shift a tenth of the traffic first and roll back by themselves; in *Healthy and unhealthy tasks* the colours change places.",
              "Logs: `${var.application_log_group_name}`${var.database_log_group_name == null ? "" : ", `${var.database_log_group_name}`"}",
            ])
          }
        },
        {
          type = "alarm", x = 12, y = 0, width = 12, height = 4
          properties = {
            title  = "Alarms"
            alarms = [for key in sort(keys(local.alarms)) : "arn:${local.partition}:cloudwatch:${local.region}:${local.account}:alarm:${var.name}-${key}"]
          }
        },
      ],
      [
        for index, graph in local.dashboard_graphs : {
          type = "metric", x = index % 3 * 8, y = 4 + floor(index / 3) * 6, width = 8, height = 6
          properties = {
            title   = graph.title
            region  = local.region
            view    = "timeSeries"
            period  = 60
            stat    = graph.stat
            metrics = graph.metrics
          }
        }
      ],
    )
  })
}
