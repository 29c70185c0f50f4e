mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { name = "eu-central-1" }
  }
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{\"Version\":\"2012-10-17\",\"Statement\":[]}" }
  }
  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-central-1:123456789012:notejam-production-alerts" }
  }
}

variables {
  name                       = "notejam-production"
  emails                     = ["on-call@example.com"]
  load_balancer_arn_suffix   = "app/notejam-production/50dc6c495c0c9188"
  cluster_name               = "notejam-production"
  service_name               = "notejam-production"
  application_log_group_name = "/ecs/notejam-production"
  database_identifier        = "notejam-production"
  database_log_group_name    = "/aws/rds/instance/notejam-production/postgresql"
  cache_node_ids             = ["notejam-production-001", "notejam-production-002"]
  web_acl_name               = "notejam-production"
  function_names             = { redeploy = "notejam-production-redeploy" }
  target_groups = {
    blue  = { name = "notejam-production-blue", arn_suffix = "targetgroup/notejam-production-blue/73e2d6bc24d8a067" }
    green = { name = "notejam-production-green", arn_suffix = "targetgroup/notejam-production-green/943f017f100becff" }
  }
}

run "every_part_has_its_alarms_and_they_reach_the_topic" {
  assert {
    condition = toset(keys(aws_cloudwatch_metric_alarm.this)) == toset([
      "load-balancer-errors", "target-errors", "latency", "unhealthy-hosts", "no-healthy-host", "blocked-requests",
      "service-cpu", "service-memory", "running-tasks",
      "database-cpu", "database-storage", "database-memory", "database-connections", "database-read-latency", "database-write-latency", "database-replica-lag",
      "slow-queries", "failed-sign-ins", "application-errors",
      "cache-cpu-notejam-production-001", "cache-memory-notejam-production-001", "cache-evictions-notejam-production-001",
      "function-redeploy",
      "cache-cpu-notejam-production-002", "cache-memory-notejam-production-002", "cache-evictions-notejam-production-002",
    ])
    error_message = "Load balancer, service, database, cache, logs, functions and firewall are watched."
  }

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.this : alarm.alarm_actions == toset([aws_sns_topic.alerts.arn]) && alarm.ok_actions == toset([aws_sns_topic.alerts.arn])])
    error_message = "Every alarm tells when it begins and when it ends."
  }

  assert {
    condition     = [for key, alarm in aws_cloudwatch_metric_alarm.this : key if alarm.treat_missing_data == "breaching"] == ["no-healthy-host", "running-tasks"]
    error_message = "Silence is a fault only where the metric is there as long as all is well."
  }

  assert {
    condition     = toset([for key, alarm in aws_cloudwatch_metric_alarm.this : key if alarm.treat_missing_data == "missing" && !startswith(key, "cache-")]) == toset(["service-cpu", "service-memory", "database-cpu", "database-storage", "database-memory", "database-connections", "database-read-latency", "database-write-latency"])
    error_message = "Where something else tells of absence, silence says nothing; all others take it for good news."
  }

  assert {
    condition     = [for query in aws_cloudwatch_metric_alarm.this["no-healthy-host"].metric_query : query.expression if query.return_data] == ["FILL(blue, 0) + FILL(green, 0)"] && length(aws_cloudwatch_metric_alarm.this["no-healthy-host"].metric_query) == 3
    error_message = "Either target group may be the live one: their sum counts."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["latency"].extended_statistic == "p95" && aws_cloudwatch_metric_alarm.this["latency"].evaluate_low_sample_count_percentiles == "ignore"
    error_message = "The slowest twentieth counts, when there are enough requests for one."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["database-storage"].threshold == 5368709120 && aws_cloudwatch_metric_alarm.this["database-read-latency"].threshold == 0.05
    error_message = "Thresholds are in the units of RDS: bytes and seconds."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["running-tasks"].namespace == "ECS/ContainerInsights" && aws_cloudwatch_metric_alarm.this["running-tasks"].threshold == 3
    error_message = "Fewer tasks than scaling leaves are a fault."
  }

  assert {
    condition     = { for key, filter in aws_cloudwatch_log_metric_filter.this : key => filter.log_group_name } == { slow-queries = "/aws/rds/instance/notejam-production/postgresql", failed-sign-ins = "/aws/rds/instance/notejam-production/postgresql", application-errors = "/ecs/notejam-production" }
    error_message = "Each log is read for what it tells."
  }

  assert {
    condition = alltrue([
      for key, filter in aws_cloudwatch_log_metric_filter.this :
      filter.metric_transformation[0].name == aws_cloudwatch_metric_alarm.this[key].metric_name && filter.metric_transformation[0].namespace == aws_cloudwatch_metric_alarm.this[key].namespace
    ])
    error_message = "An alarm watches the metric that its filter makes."
  }

  assert {
    condition     = aws_cloudwatch_log_metric_filter.this["slow-queries"].pattern == "\"duration:\"" && aws_cloudwatch_log_metric_filter.this["failed-sign-ins"].pattern == "\"password authentication failed\""
    error_message = "The patterns are what PostgreSQL writes."
  }

  assert {
    condition     = aws_db_event_subscription.this.source_ids == toset(["notejam-production"]) && length(setsubtract(["backup", "failover", "failure", "read replica"], aws_db_event_subscription.this.event_categories)) == 0
    error_message = "What has no metric comes as an event: failed backups, failovers, replication."
  }

  assert {
    condition     = [for subscription in aws_sns_topic_subscription.email : "${subscription.protocol} ${subscription.endpoint}"] == ["email on-call@example.com"]
    error_message = "People hear of it by mail."
  }

  assert {
    condition     = flatten([for statement in data.aws_iam_policy_document.alerts.statement : [for condition in statement.condition : "${condition.test} ${condition.variable} ${join(",", condition.values)}"]]) == ["StringEquals aws:SourceAccount 123456789012"]
    error_message = "What the services do for others does not reach the topic."
  }

  assert {
    condition     = toset(flatten([for statement in data.aws_iam_policy_document.alerts.statement : [for principal in statement.principals : tolist(principal.identifiers)]])) == toset(["backup.amazonaws.com", "cloudwatch.amazonaws.com", "events.amazonaws.com", "events.rds.amazonaws.com"])
    error_message = "Four services may publish."
  }

  assert {
    condition     = length(jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets) == 13 && aws_cloudwatch_dashboard.this.dashboard_name == "notejam-production-eu-central-1"
    error_message = "A text, the alarms, and eleven graphs; dashboards are one for all regions."
  }

  assert {
    condition     = toset([for arn in [for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets : widget if widget.type == "alarm"][0].properties.alarms : trimprefix(arn, "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:")]) == toset(output.alarm_names)
    error_message = "The dashboard shows every alarm."
  }

  assert {
    condition     = alltrue([for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets : widget.x + widget.width <= 24])
    error_message = "Widgets stay on the dashboard's 24 columns."
  }
}

run "without_firewall_cache_and_exported_log" {
  variables {
    function_names          = {}
    database_log_group_name = null
    cache_node_ids          = []
    web_acl_name            = null
    kms_key_arn             = "arn:aws:kms:eu-central-1:123456789012:key/6f1b8a3e-8a1c-4d0e-9a53-1f3f6f0d9a11"
    thresholds              = { database_connections = 400, latency_p95_seconds = null }
  }

  assert {
    condition     = !anytrue([for key in keys(aws_cloudwatch_metric_alarm.this) : startswith(key, "cache-") || contains(["blocked-requests", "slow-queries", "failed-sign-ins"], key)]) && length(aws_cloudwatch_metric_alarm.this) == 16
    error_message = "No alarm on what is not there."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["database-connections"].threshold == 400 && aws_cloudwatch_metric_alarm.this["latency"].threshold == 1
    error_message = "What is not named keeps its default."
  }

  assert {
    condition     = aws_sns_topic.alerts.kms_master_key_id == var.kms_key_arn
    error_message = "The topic is encrypted with the key given."
  }

  assert {
    condition     = !strcontains(aws_cloudwatch_dashboard.this.dashboard_body, "WAFV2")
    error_message = "No graph of a firewall that is not there."
  }
}

run "thresholds_that_never_or_always_hold_are_refused" {
  command = plan

  variables {
    thresholds = { service_cpu_percent = 120, cache_evictions = 0, latency_p95_seconds = 90, database_free_storage_gib = 0 }
  }

  expect_failures = [var.thresholds]
}

run "addresses_groups_and_events_are_checked" {
  command = plan

  variables {
    emails          = ["on-call"]
    target_groups   = {}
    database_events = ["backup"]
    min_tasks       = 0
  }

  expect_failures = [var.emails, var.target_groups, var.database_events, var.min_tasks]
}
