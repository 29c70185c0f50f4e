# Images, tasks, deployments, functions.
locals {
  deploy_service = [
    {
      Sid      = "SignInToRegistry"
      Effect   = "Allow"
      Action   = ["ecr:GetAuthorizationToken"]
      Resource = "*" # The action knows no resource.
    },
    {
      Sid      = "ScanRegistry"
      Effect   = "Allow"
      Action   = ["ecr:PutRegistryScanningConfiguration"]
      Resource = "*" # Of the registry as a whole: the action knows no resource.
    },
    {
      Sid    = "Registry"
      Effect = "Allow"
      Action = [
        "ecr:BatchCheckLayerAvailability", "ecr:BatchDeleteImage", "ecr:CompleteLayerUpload", "ecr:CreateRepository", "ecr:DeleteLifecyclePolicy", "ecr:DeleteRepository",
        "ecr:DeleteRepositoryPolicy", "ecr:GetDownloadUrlForLayer", "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:PutImageScanningConfiguration", "ecr:PutImageTagMutability",
        "ecr:PutLifecyclePolicy", "ecr:ReplicateImage", "ecr:SetRepositoryPolicy", "ecr:StartImageScan", "ecr:TagResource", "ecr:UntagResource", "ecr:UploadLayerPart",
      ]
      Resource = local.repository_arns
    },
    {
      Sid    = "Service"
      Effect = "Allow"
      Action = [
        "ecs:CreateCluster", "ecs:CreateService", "ecs:DeleteCluster", "ecs:DeleteService", "ecs:DeleteTaskDefinitions", "ecs:PutClusterCapacityProviders",
        "ecs:RegisterTaskDefinition", "ecs:RunTask", "ecs:StopTask", "ecs:TagResource", "ecs:UntagResource", "ecs:UpdateCluster", "ecs:UpdateClusterSettings", "ecs:UpdateService",
      ]
      Resource = local.ecs_arns
    },
    {
      Sid      = "RetireTaskDefinitions"
      Effect   = "Allow"
      Action   = ["ecs:DeregisterTaskDefinition"]
      Resource = "*" # The action knows no resource.
    },
    {
      Sid    = "Deployments"
      Effect = "Allow"
      Action = [
        "codedeploy:CreateApplication", "codedeploy:CreateDeployment", "codedeploy:CreateDeploymentConfig", "codedeploy:CreateDeploymentGroup",
        "codedeploy:DeleteApplication", "codedeploy:DeleteDeploymentConfig", "codedeploy:DeleteDeploymentGroup", "codedeploy:GetApplicationRevision",
        "codedeploy:RegisterApplicationRevision", "codedeploy:TagResource", "codedeploy:UntagResource", "codedeploy:UpdateApplication",
        "codedeploy:UpdateDeploymentGroup",
      ]
      Resource = local.codedeploy_arns
    },
    {
      Sid      = "DeploymentsUnderWay"
      Effect   = "Allow"
      Action   = ["codedeploy:ContinueDeployment", "codedeploy:StopDeployment"]
      Resource = "*" # The actions know no resource.
    },
    {
      Sid    = "Scaling"
      Effect = "Allow"
      Action = [
        "application-autoscaling:DeleteScalingPolicy", "application-autoscaling:DeleteScheduledAction", "application-autoscaling:DeregisterScalableTarget",
        "application-autoscaling:PutScalingPolicy", "application-autoscaling:PutScheduledAction", "application-autoscaling:RegisterScalableTarget",
        "application-autoscaling:TagResource", "application-autoscaling:UntagResource",
      ]
      Resource  = local.scaling_arns
      Condition = { StringEqualsIfExists = { "application-autoscaling:service-namespace" = "ecs" } }
    },
    {
      Sid    = "Functions"
      Effect = "Allow"
      Action = [
        "lambda:AddPermission", "lambda:CreateAlias", "lambda:CreateFunction", "lambda:DeleteAlias", "lambda:DeleteFunction", "lambda:DeleteFunctionConcurrency", "lambda:DeleteFunctionEventInvokeConfig",
        "lambda:InvokeFunction", "lambda:PublishVersion", "lambda:PutFunctionConcurrency", "lambda:PutFunctionEventInvokeConfig", "lambda:RemovePermission", "lambda:TagResource", "lambda:UntagResource",
        "lambda:UpdateAlias", "lambda:UpdateFunctionCode", "lambda:UpdateFunctionConfiguration",
      ]
      Resource = local.function_arns
    },
  ]
}
