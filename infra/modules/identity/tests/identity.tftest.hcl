mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_resource "aws_iam_openid_connect_provider" {
    defaults = { arn = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
  }
  mock_resource "aws_iam_policy" {
    defaults = { arn = "arn:aws:iam::123456789012:policy/notejam-github-some" }
  }
}

variables {
  name                     = "notejam"
  github_repository        = "octo-org/notejam-delivery"
  primary_region           = "eu-central-1"
  disaster_recovery_region = "eu-west-2"
  state_bucket             = "notejam-state-123456789012-eu-central-1"
}

run "each_role_trusts_its_own_subjects" {
  assert {
    condition     = keys(aws_iam_role.this) == ["deploy", "drill", "failover", "plan"] && alltrue([for name, role in aws_iam_role.this : role.name == "notejam-github-${name}"])
    error_message = "One role a target."
  }

  assert {
    condition = { for name, role in aws_iam_role.this : name => { for statement in jsondecode(role.assume_role_policy).Statement : keys(statement.Condition)[0] => values(statement.Condition)[0]["token.actions.githubusercontent.com:sub"] } } == {
      deploy   = { StringEquals = ["repo:octo-org/notejam-delivery:environment:production"] }
      drill    = { StringEquals = ["repo:octo-org/notejam-delivery:environment:production"] }
      failover = { StringEquals = ["repo:octo-org/notejam-delivery:environment:failover"] }
      plan     = { StringEquals = ["repo:octo-org/notejam-delivery:pull_request"], StringLike = ["repo:octo-org/notejam-delivery:ref:refs/heads/*"] }
    }
    error_message = "Pull requests and branches plan; the environments of the workflows deploy, drill and fail over."
  }

  assert {
    condition = alltrue(flatten([for role in aws_iam_role.this : [for statement in jsondecode(role.assume_role_policy).Statement :
      statement.Action == "sts:AssumeRoleWithWebIdentity"
      && values(statement.Condition)[0]["token.actions.githubusercontent.com:aud"] == "sts.amazonaws.com"
      && statement.Principal == { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
    ]]))
    error_message = "Only tokens of GitHub, made out to AWS."
  }

  assert {
    condition     = aws_iam_openid_connect_provider.github[0].url == "https://token.actions.githubusercontent.com" && aws_iam_openid_connect_provider.github[0].client_id_list == toset(["sts.amazonaws.com"])
    error_message = "GitHub's provider."
  }
}

run "policies_fit_and_name_what_they_allow" {
  assert {
    condition     = alltrue([for policy in merge(aws_iam_policy.this, { boundary = aws_iam_policy.boundary }) : length(policy.policy) <= 6144])
    error_message = "IAM takes 6144 characters."
  }

  assert {
    condition     = alltrue([for role, policies in { for attachment in aws_iam_role_policy_attachment.this : attachment.role => attachment... } : length(policies) <= 10])
    error_message = "IAM takes ten policies a role."
  }

  assert {
    condition = flatten([for name, policy in merge(aws_iam_policy.this, { boundary = aws_iam_policy.boundary }) : [
      for statement in jsondecode(policy.policy).Statement : [for action in flatten([try(statement.Action, [])]) : "${name}: ${action}" if strcontains(action, "*")] if statement.Effect == "Allow"
    ]]) == []
    error_message = "No allowed action is a wildcard."
  }

  assert {
    condition = alltrue(flatten([for policy in merge(aws_iam_policy.this, { boundary = aws_iam_policy.boundary }) : [
      for statement in jsondecode(policy.policy).Statement : can(statement.Action) if statement.Effect == "Allow"
    ]]))
    error_message = "NotAction only denies."
  }

  # Describe, List and Get of what AWS knows no resource of; beyond them only these.
  assert {
    condition = toset(flatten([for name, policy in aws_iam_policy.this : [
      for statement in jsondecode(policy.policy).Statement : [for action in flatten([statement.Action]) : action if !can(regex(":(Describe|List|Get)", action))]
      if statement.Effect == "Allow" && contains(flatten([statement.Resource]), "*")
      ]])) == toset([
      "acm:AddTagsToCertificate", "acm:RequestCertificate", "backup-storage:MountCapsule", "backup:UpdateRegionSettings", "cloudwatch:PutMetricData", "codedeploy:BatchGetDeploymentTargets", "codedeploy:ContinueDeployment",
      "codedeploy:StopDeployment", "ecr:PutRegistryScanningConfiguration", "ecs:DeregisterTaskDefinition", "elasticloadbalancing:SetWebAcl", "kms:CreateKey", "kms:TagResource", "logs:CreateLogDelivery", "logs:DeleteLogDelivery",
      "logs:DeleteResourcePolicy", "logs:PutResourcePolicy", "logs:UpdateLogDelivery", "route53:CreateHealthCheck", "sns:SetSubscriptionAttributes", "sns:Unsubscribe",
    ])
    error_message = "What changes something for all resources is a short list, each of which knows no resource."
  }

  assert {
    condition = alltrue(flatten([for policy in aws_iam_policy.this : [
      for statement in jsondecode(policy.policy).Statement : length(statement.Condition.StringEquals["iam:PassedToService"]) > 0 && alltrue([for arn in flatten([statement.Resource]) : strcontains(arn, ":role/notejam-")])
      if statement.Effect == "Allow" && contains(flatten([try(statement.Action, [])]), "iam:PassRole")
    ]]))
    error_message = "Roles are passed by name and to named services."
  }
}

# With any resource but *, AWS refuses them: a drill could not wait for its own restore.
run "jobs_of_aws_backup_are_read_without_a_resource" {
  assert {
    condition = alltrue([for action in ["backup:DescribeBackupJob", "backup:DescribeCopyJob", "backup:DescribeRestoreJob"] : join(" ", flatten([
      for statement in jsondecode(aws_iam_policy.this["read-data"].policy).Statement : statement.Resource if contains(flatten([statement.Action]), action)
    ])) == "*"])
    error_message = "AWS knows no resource of a job."
  }
}

# Whether AWS Backup may assume the role that restores is looked at beforehand.
run "who_restores_reads_the_role_that_restores" {
  assert {
    condition = toset([for pair in flatten([for key in keys(aws_iam_role_policy_attachment.this) : [
      for statement in jsondecode(aws_iam_policy.this[split("/", key)[1]].policy).Statement : { role = split("/", key)[0], resources = flatten([statement.Resource]) }
      if statement.Effect == "Allow" && contains(flatten([try(statement.Action, [])]), "iam:GetRole")
    ]]) : pair.role if contains(pair.resources, "arn:aws:iam::123456789012:role/notejam-*")]) == toset(["deploy", "drill", "failover", "plan"])
    error_message = "A role is read by its name, by a drill and a failover as by what Terraform refreshes."
  }
}

run "who_plans_changes_nothing_and_reads_no_secret" {
  assert {
    condition = flatten([for key, attachment in aws_iam_role_policy_attachment.this : [
      for statement in jsondecode(aws_iam_policy.this[split("/", key)[1]].policy).Statement : [
        for action in flatten([try(statement.Action, [])]) : "${action} ${join(",", flatten([statement.Resource]))}" if !can(regex(":(Describe|List|Get|BatchGet|View|Filter)", action))
      ] if statement.Effect == "Allow"
      ] if attachment.role == aws_iam_role.this["plan"].name]) == [
      "s3:DeleteObject arn:aws:s3:::notejam-state-123456789012-eu-central-1/*.tflock",
      "s3:PutObject arn:aws:s3:::notejam-state-123456789012-eu-central-1/*.tflock",
      "kms:Decrypt arn:aws:kms:*:123456789012:key/*",
      "kms:GenerateDataKey arn:aws:kms:*:123456789012:key/*",
    ]
    error_message = "The state's lock is all that a plan writes, and the bucket's key, through S3, all that it uses."
  }

  assert {
    condition     = !anytrue([for name in ["plan", "read-network", "read-data"] : strcontains(aws_iam_policy.this[name].policy, "secretsmanager:GetSecretValue")])
    error_message = "Whoever can open a pull request reads no secret."
  }
}

run "who_deploys_neither_escalates_nor_deletes_backups" {
  assert {
    condition = alltrue(flatten([for policy in aws_iam_policy.this : [
      for statement in jsondecode(policy.policy).Statement : statement.Condition.StringEquals["iam:PermissionsBoundary"] == "arn:aws:iam::123456789012:policy/notejam-boundary"
      if statement.Effect == "Allow" && length(setintersection(flatten([try(statement.Action, [])]), ["iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy"])) > 0
    ]]))
    error_message = "Roles are made and given rights within the boundary only."
  }

  assert {
    condition = length(setsubtract(["iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy", "iam:UpdateAssumeRolePolicy", "iam:PassRole"], flatten([
      for statement in jsondecode(aws_iam_policy.this["deploy-access"].policy).Statement : statement.Action
      if statement.Effect == "Deny" && contains(flatten([statement.Resource]), "arn:aws:iam::123456789012:role/notejam-github-*")
    ]))) == 0
    error_message = "The pipeline's own roles are not the pipeline's."
  }

  assert {
    condition = length(setsubtract(["backup:DeleteRecoveryPoint", "backup:StartRestoreJob", "kms:ScheduleKeyDeletion", "iam:DeleteRolePermissionsBoundary"], flatten([
      for statement in jsondecode(aws_iam_policy.this["deploy-access"].policy).Statement : statement.Action if statement.Effect == "Deny"
    ]))) == 0
    error_message = "Recovery points and their keys stay, and restoring is the drill's."
  }

  assert {
    condition     = flatten([for statement in jsondecode(aws_iam_policy.boundary.policy).Statement : [for action in flatten([statement.Action]) : action if startswith(action, "iam:") || startswith(action, "sts:")]]) == ["iam:PassRole"]
    error_message = "Within the boundary nobody changes rights."
  }

  assert {
    condition     = !anytrue([for policy in aws_iam_policy.this : strcontains(policy.policy, "route53:ChangeResourceRecordSets")])
    error_message = "Without a zone there is no right to any."
  }
}

run "who_drills_stays_in_the_other_region" {
  assert {
    condition     = [for statement in jsondecode(aws_iam_policy.this["drill-data"].policy).Statement : statement.Condition.StringNotEquals["aws:RequestedRegion"] if statement.Effect == "Deny"] == ["eu-west-2"]
    error_message = "Everything elsewhere is denied."
  }

  assert {
    condition = alltrue(flatten([for name in ["drill-data", "drill-service"] : [
      for statement in jsondecode(aws_iam_policy.this[name].policy).Statement : try(statement.Condition.Null["aws:ResourceTag/Drill"], "") == "false"
      if statement.Effect == "Allow" && anytrue([for action in flatten([try(statement.Action, [])]) : can(regex(":Delete", action)) && action != "ec2:DeleteRoute"])
    ]]))
    error_message = "A drill removes only what a drill made."
  }

  assert {
    condition = toset(flatten([for name, policy in aws_iam_policy.this : [
      for statement in jsondecode(policy.policy).Statement : name if statement.Effect == "Allow" && contains(flatten([try(statement.Action, [])]), "backup:StartRestoreJob")
    ]])) == toset(["drill-data", "failover-data"])
    error_message = "Who drills and who fails over restore, nobody else."
  }

  assert {
    condition     = [for statement in jsondecode(aws_iam_policy.this["drill-service"].policy).Statement : statement.Condition.Null["aws:ResourceTag/Failover"] if statement.Effect == "Deny" && length(setsubtract(["ec2:CreateTags", "ecs:Delete*", "elasticloadbalancing:AddTags", "elasticloadbalancing:Delete*", "rds:AddTagsToResource", "rds:Delete*"], statement.Action)) == 0] == ["false"]
    error_message = "What serves after a failover is not a drill's to tag or to remove."
  }
}

run "who_runs_by_the_clock_may_what_the_same_target_may_from_github" {
  # Of mocked policies all ARNs are alike: what is lent is seen by its number, and by name in the local value.
  assert {
    condition     = { for job, arns in output.schedule_policy_arns : job => length(arns) } == { for job, policies in local.schedule_policies : job => length(policies) }
    error_message = "An ARN a policy."
  }

  assert {
    condition     = toset(local.schedule_policies["drill"]) == toset([for key in keys(aws_iam_role_policy_attachment.this) : split("/", key)[1] if startswith(key, "drill/")])
    error_message = "A drill by the clock is the drill from GitHub."
  }

  assert {
    condition     = toset(local.schedule_policies["verify-backups"]) == toset(["read-data", "regions", "verify-backups"])
    error_message = "Who verifies reads, in the two regions."
  }
}

run "who_verifies_backups_changes_nothing_and_reads_no_secret" {
  command = plan

  variables {
    disaster_recovery_state_bucket = "notejam-state-123456789012-eu-west-2"
  }

  assert {
    condition = toset(flatten([for policy in local.schedule_policies["verify-backups"] : [
      for statement in jsondecode(aws_iam_policy.this[policy].policy).Statement : [
        for action in flatten([try(statement.Action, [])]) : action if !can(regex(":(Describe|List|Get|BatchGet|View|Filter)", action))
      ] if statement.Effect == "Allow"
    ]])) == toset(["cloudwatch:PutMetricData", "kms:Decrypt", "kms:GenerateDataKey", "kms:Verify"])
    error_message = "It tells how it went, and tells signatures."
  }

  assert {
    condition = toset(flatten([for statement in jsondecode(aws_iam_policy.this["verify-backups"].policy).Statement : statement.Resource if contains(flatten([statement.Action]), "s3:GetObject")])) == toset(flatten([
      for bucket in ["notejam-state-123456789012-eu-central-1", "notejam-state-123456789012-eu-west-2"] : ["arn:aws:s3:::${bucket}", "arn:aws:s3:::${bucket}/*"]
    ]))
    error_message = "Outputs lie with the primary region's states, manifests and drills' reports with the other's."
  }

  assert {
    condition     = alltrue([for policy in local.schedule_policies["verify-backups"] : !strcontains(aws_iam_policy.this[policy].policy, "secretsmanager:GetSecretValue")])
    error_message = "No secret is needed."
  }
}

run "who_fails_over_restores_in_the_other_region_and_brings_home" {
  command = plan

  variables {
    disaster_recovery_state_bucket = "notejam-state-123456789012-eu-west-2"
  }

  assert {
    condition = alltrue(flatten([for name in ["failover-data", "failover-service"] : [
      for statement in jsondecode(aws_iam_policy.this[name].policy).Statement : try(statement.Condition.Null["aws:ResourceTag/Failover"], "") == "false"
      if anytrue([for action in flatten([statement.Action]) : can(regex(":Delete", action)) && action != "ec2:DeleteRoute"])
    ]]))
    error_message = "A failover removes only what a failover made."
  }

  assert {
    condition     = !anytrue([for name in ["failover-data", "failover-service", "failover-home"] : strcontains(aws_iam_policy.this[name].policy, "Tag/Drill") || strcontains(aws_iam_policy.this[name].policy, "-drill-")])
    error_message = "Drills are not a failover's."
  }

  assert {
    condition     = replace(replace(jsonencode(local.recovering_data["drill"]), "Tag/Drill", "Tag/Failover"), "-drill-", "-live-") == jsonencode(local.recovering_data["failover"]) && replace(jsonencode(local.recovering_service["drill"]), "Tag/Drill", "Tag/Failover") == jsonencode(local.recovering_service["failover"])
    error_message = "What a failover needs is what drills show to be enough."
  }

  assert {
    condition = alltrue(flatten([for name in ["failover-data", "failover-service"] : [
      for statement in jsondecode(aws_iam_policy.this[name].policy).Statement : [
        for arn in flatten([statement.Resource]) : arn == "*" || strcontains(arn, ":eu-west-2:") || strcontains(arn, ":iam::")
      ]
    ]]))
    error_message = "It restores in the disaster-recovery region alone."
  }

  # With what it reads: all that freezing and bringing home call, in both regions.
  assert {
    condition = length(setsubtract([
      "acm:DescribeCertificate", "acm:ListCertificates", "application-autoscaling:DescribeScalableTargets", "application-autoscaling:RegisterScalableTarget", "backup:DescribeBackupJob",
      "backup:DescribeCopyJob", "backup:DescribeRestoreJob", "backup:StartBackupJob", "backup:StartCopyJob", "cloudwatch:DescribeAlarms", "cloudwatch:PutMetricData", "ecs:DescribeServices",
      "ecs:DescribeTasks", "ecs:ListTasks", "ecs:RunTask", "ecs:StopTask", "ecs:UpdateService", "iam:GetRole", "iam:PassRole", "kms:Sign", "kms:Verify", "logs:GetLogEvents", "route53:GetChange",
      "route53:GetHealthCheckStatus", "route53:ListResourceRecordSets", "s3:GetObject", "s3:ListBucket", "s3:PutObject",
      ], flatten([for key in keys(aws_iam_role_policy_attachment.this) : [
        for statement in jsondecode(aws_iam_policy.this[split("/", key)[1]].policy).Statement : statement.Action
        if statement.Effect == "Allow" && anytrue([for arn in flatten([statement.Resource]) : !strcontains(arn, ":eu-west-2:")])
    ] if startswith(key, "failover/")]))) == 0
    error_message = "Nothing is missing when it counts."
  }

  assert {
    condition = toset(flatten([for statement in jsondecode(aws_iam_policy.this["failover-home"].policy).Statement : statement.Resource if statement.Effect == "Allow" && contains(flatten([statement.Action]), "s3:DeleteObject")])) == toset(flatten([
      for bucket in ["notejam-state-123456789012-eu-central-1", "notejam-state-123456789012-eu-west-2"] : [for key in ["*.tflock", "*failover*", "failbacks/*", "backups/*/unfinished.json"] : "arn:aws:s3:::${bucket}/${key}"]
    ]))
    error_message = "Manifests and the states of what stands are not removed."
  }

  assert {
    condition     = toset(flatten([for statement in jsondecode(aws_iam_policy.this["failover-home"].policy).Statement : statement.Resource if statement.Effect == "Deny" && contains(flatten([statement.Action]), "s3:PutObject")])) == toset(["arn:aws:s3:::notejam-state-123456789012-eu-central-1/account.*", "arn:aws:s3:::notejam-state-123456789012-eu-west-2/account.*"])
    error_message = "It would write its own rights."
  }

  assert {
    condition     = anytrue([for attachment in keys(aws_iam_role_policy_attachment.this) : attachment == "failover/regions"]) && !contains(keys(aws_iam_role_policy_attachment.this), "failover/deploy-access")
    error_message = "Nowhere but in the two regions, and nothing of roles."
  }
}

run "nobody_deletes_a_backup_its_key_or_its_vault_and_deploy_alone_makes_roles" {
  assert {
    condition = flatten([for name, policy in aws_iam_policy.this : [
      for statement in jsondecode(policy.policy).Statement : [
        for action in flatten([try(statement.Action, [])]) : "${name}: ${action}"
        if can(regex("^(backup:(Delete(RecoveryPoint|BackupVault)|Disassociate|UpdateRecoveryPointLifecycle)|rds:DeleteDBSnapshot)", action))
      ] if statement.Effect == "Allow"
    ]]) == []
    error_message = "What ends a backup is an administrator's, or its lifecycle's."
  }

  assert {
    condition = toset([for pair in flatten([for name, policy in aws_iam_policy.this : [
      for statement in jsondecode(policy.policy).Statement : [for action in flatten([try(statement.Action, [])]) : { name = name, action = action }] if statement.Effect == "Allow"
    ]]) : split("-", pair.name)[0] if can(regex("^(iam:(Create|Put|Attach|Update|Delete)|kms:(CreateKey|PutKeyPolicy|ScheduleKeyDeletion|DisableKey)|codedeploy:Create|secretsmanager:(Put|Update|Delete))", pair.action))]) == toset(["deploy"])
    error_message = "Roles, keys, deployments and the values of secrets are the deploy role's."
  }
}

run "zones_buckets_and_environments_by_variable" {
  variables {
    hosted_zone_ids          = ["Z0123456789ABCDEFGHIJ"]
    drill_bucket             = "notejam-drill-123456789012-eu-west-2"
    deploy_environments      = []
    drill_environments       = ["drill"]
    failover_environments    = ["disaster"]
    plan_on_every_branch     = false
    plan_reads_secrets       = true
    github_oidc_provider_arn = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
  }

  assert {
    condition = { for name, role in aws_iam_role.this : name => { for statement in jsondecode(role.assume_role_policy).Statement : keys(statement.Condition)[0] => values(statement.Condition)[0]["token.actions.githubusercontent.com:sub"] } } == {
      deploy   = { StringEquals = ["repo:octo-org/notejam-delivery:ref:refs/heads/main"] }
      drill    = { StringEquals = ["repo:octo-org/notejam-delivery:environment:drill"] }
      failover = { StringEquals = ["repo:octo-org/notejam-delivery:environment:disaster"] }
      plan     = { StringEquals = ["repo:octo-org/notejam-delivery:pull_request"] }
    }
    error_message = "Without an environment it is the branch."
  }

  assert {
    condition = { for name, policy in aws_iam_policy.this : name => flatten([for statement in jsondecode(policy.policy).Statement : statement.Resource if contains(flatten([try(statement.Action, [])]), "route53:ChangeResourceRecordSets")]) if strcontains(policy.policy, "route53:ChangeResourceRecordSets") } == {
      deploy-edge   = ["arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ"]
      failover-home = ["arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ"]
    }
    error_message = "The zones that were named, and nobody else's."
  }

  assert {
    condition     = length(aws_iam_openid_connect_provider.github) == 0 && strcontains(aws_iam_policy.this["plan"].policy, "secretsmanager:GetSecretValue") && strcontains(aws_iam_policy.this["drill-data"].policy, "arn:aws:s3:::notejam-drill-123456789012-eu-west-2/drills/*")
    error_message = "An account has one provider; the rest is opted into."
  }
}

run "wildcards_are_refused" {
  command = plan

  variables {
    github_repository     = "octo-org/*"
    branch                = "*"
    deploy_environments   = ["*"]
    failover_environments = ["*"]
    hosted_zone_ids       = ["*"]
  }

  expect_failures = [var.github_repository, var.branch, var.deploy_environments, var.failover_environments, var.hosted_zone_ids]
}

run "one_region_twice_is_refused" {
  command = plan

  variables {
    disaster_recovery_region = "eu-central-1"
  }

  expect_failures = [var.disaster_recovery_region]
}

run "the_deploy_role_writes_states_of_both_regions_and_signs_manifests" {
  command = plan

  variables {
    disaster_recovery_state_bucket = "notejam-state-123456789012-eu-west-2"
  }

  assert {
    condition = alltrue([for bucket in ["notejam-state-123456789012-eu-central-1", "notejam-state-123456789012-eu-west-2"] :
      contains(jsondecode(aws_iam_policy.this["deploy-operations"].policy).Statement[0].Resource, "arn:aws:s3:::${bucket}/*")
    ])
    error_message = "States of both regions are written."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_iam_policy.this["deploy-access"].policy).Statement : statement if statement.Sid == "TheAccountsStateIsTheAdministrators"]).Resource == "arn:aws:s3:::notejam-state-123456789012-eu-central-1/account.*"
    error_message = "The account's own is written by administrators alone: it has the roles."
  }

  assert {
    condition     = [for statement in jsondecode(aws_iam_policy.this["deploy-operations"].policy).Statement : statement.Resource if contains(flatten([statement.Action]), "s3:CreateBucket")] == ["arn:aws:s3:::notejam-state-123456789012-eu-west-2"]
    error_message = "The first delivery makes the other region's bucket, and no other."
  }

  assert {
    condition = toset(flatten([for statement in jsondecode(aws_iam_policy.this["drill-data"].policy).Statement : statement.Resource if contains(flatten([try(statement.Action, [])]), "s3:PutObject")])) == toset([
      "arn:aws:s3:::notejam-state-123456789012-eu-west-2/drills/*", "arn:aws:s3:::notejam-state-123456789012-eu-west-2/notejam/*/drills/*",
    ])
    error_message = "A drill writes its own state and journal, where the pipeline keeps them."
  }

  assert {
    condition     = contains(flatten([for statement in jsondecode(aws_iam_policy.this["deploy-data"].policy).Statement : statement.Action]), "kms:Sign")
    error_message = "Manifests of backups are signed."
  }
}
