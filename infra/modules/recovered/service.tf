# Without a token: nobody but the tasks reaches it, and it does not outlive the drill or the failover.
resource "aws_elasticache_replication_group" "this" {
  replication_group_id = var.name
  description          = "Sessions of ${var.name}"

  engine               = "redis"
  engine_version       = var.cache_engine_version
  parameter_group_name = "default.redis7"
  node_type            = var.cache_node_type
  num_cache_clusters   = 1
  port                 = 6379

  automatic_failover_enabled = false

  subnet_group_name  = var.cache_subnet_group_name
  security_group_ids = [var.cache_security_group_id]

  transit_encryption_enabled = true
  at_rest_encryption_enabled = true
  kms_key_id                 = var.cache_kms_key_arn
}

# Without a task: the pipeline registers what runs, when the database is there.
resource "aws_ecs_service" "this" {
  name            = var.name
  cluster         = var.cluster_name
  task_definition = var.bootstrap_task_definition_arn
  launch_type     = "FARGATE"
  desired_count   = 0
  propagate_tags  = "SERVICE"

  health_check_grace_period_seconds = 60

  deployment_circuit_breaker {
    enable   = true
    rollback = false
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.this.arn
    container_name   = var.container_name
    container_port   = var.container_port
  }

  network_configuration {
    subnets          = var.private_subnet_ids
    security_groups  = [var.task_security_group_id]
    assign_public_ip = false
  }

  lifecycle {
    ignore_changes = [task_definition, desired_count]
  }

  # A target group that no listener forwards to yet is refused.
  depends_on = [aws_lb_listener.this]
}
