resource "aws_cloudwatch_log_group" "this" {
  name              = "/ecs/${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_kms_key_arn
}

resource "aws_ecs_cluster" "this" {
  name = var.name
}

# Names a service's shape and never runs: the pipeline registers what runs.
resource "aws_ecs_task_definition" "bootstrap" {
  family                   = "${var.name}-bootstrap"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = var.cpu
  memory                   = var.memory_mib
  execution_role_arn       = aws_iam_role.execution.arn

  container_definitions = jsonencode([{
    name         = var.container_name
    image        = "${local.account}.dkr.ecr.${local.region}.amazonaws.com/${var.source_name}:bootstrap"
    essential    = true
    portMappings = [{ containerPort = var.container_port, hostPort = var.container_port, protocol = "tcp" }]
    environment  = []
    mountPoints  = []
    volumesFrom  = []
  }])
}

locals {
  # Input of RegisterTaskDefinition, but for the image, the hosts and the secrets: those are known when something is restored.
  task_definition_template = {
    family                  = var.name
    requiresCompatibilities = ["FARGATE"]
    networkMode             = "awsvpc"
    cpu                     = tostring(var.cpu)
    memory                  = tostring(var.memory_mib)
    executionRoleArn        = aws_iam_role.execution.arn
    taskRoleArn             = aws_iam_role.task.arn

    runtimePlatform = {
      cpuArchitecture       = var.cpu_architecture
      operatingSystemFamily = "LINUX"
    }

    containerDefinitions = [
      {
        name                   = var.container_name
        image                  = "REPLACED_BY_PIPELINE"
        essential              = true
        readonlyRootFilesystem = true
        stopTimeout            = 30

        portMappings = [
          { containerPort = var.container_port, hostPort = var.container_port, protocol = "tcp" },
        ]

        environment = [
          # .NET's diagnostic sockets would need a file system that can be written to.
          for name, value in merge(var.environment, { DOTNET_EnableDiagnostics = "0", Database__SslMode = "VerifyFull", Cache__Tls = "true" }) : { name = name, value = value }
        ]

        secrets = []

        logConfiguration = {
          logDriver = "awslogs"
          options = {
            awslogs-group         = aws_cloudwatch_log_group.this.name
            awslogs-region        = local.region
            awslogs-stream-prefix = var.container_name
          }
        }
      },
    ]
  }
}
