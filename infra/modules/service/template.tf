locals {
  # Input of RegisterTaskDefinition, but for the image: the pipeline owns the task definitions.
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
        stopTimeout            = var.stop_timeout_seconds

        portMappings = [
          { containerPort = var.container_port, hostPort = var.container_port, protocol = "tcp" },
        ]

        environment = [
          # .NET's diagnostic sockets would need a file system that can be written to.
          for name, value in merge({ DOTNET_EnableDiagnostics = "0" }, var.environment) : { name = name, value = value }
        ]

        secrets = [
          for name, secret in var.secrets : {
            name      = name
            valueFrom = secret.json_key == "" ? secret.secret_arn : "${secret.secret_arn}:${secret.json_key}::"
          }
        ]

        logConfiguration = {
          logDriver = "awslogs"
          options = {
            awslogs-group         = aws_cloudwatch_log_group.this.name
            awslogs-region        = data.aws_region.current.name
            awslogs-stream-prefix = var.container_name
          }
        }
      },
    ]
  }
}
