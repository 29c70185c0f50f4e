environment = "production"

primary_region = "eu-central-1"
replica_region = "eu-west-2"

# Survive the loss of a zone.
nat_gateway_per_zone = true
database_multi_az    = true
cache_nodes          = 2

desired_count       = 3
min_tasks           = 3
max_tasks           = 12
deletion_protection = true

# Every task pulls images, reads secrets and logs: not through the NAT gateway.
interface_endpoints = ["ecr.api", "ecr.dkr", "logs", "secretsmanager"]

flow_logs_enabled                     = true
cache_slow_log_enabled                = true
database_performance_insights_enabled = true
database_monitoring_interval_seconds  = 60

firewall_mode = "block"

# The operator's own, where there are any: domain_name and zone_id, mail_host and mail_from, alert_emails, budget_limit_usd,
# permissions_boundary_name, access_logs_bucket. The stacks of backups and of recovery get what they share from here too.
