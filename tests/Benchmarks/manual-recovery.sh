#!/usr/bin/env bash
# The recovery as the manual of the system before this one has it: one command after another, by AWS CLI and Terraform, the
# whole of Notejam anew from a snapshot in the other region, and away again. What it does is what DrDrill does:
# DrillBenchmark takes the time of both.
#   manual-recovery.sh <infra folder> <environment> <region> <image digest> <functions package>
# AWS's credentials, and where it is, come from the environment.
set -euo pipefail
infra=$1 environment=$2 region=$3 digest=$4 package=$5
name=notejam-$environment
export AWS_DEFAULT_REGION=$region AWS_PAGER="" TF_IN_AUTOMATION=1 TF_INPUT=0 CHECKPOINT_DISABLE=1

say() { printf '%4d s  %s\n' "$SECONDS" "$*"; }
output() { terraform output -raw "$1"; }

say "the newest backup"
snapshot=$(aws rds describe-db-snapshots --snapshot-type awsbackup --output text \
  --query 'reverse(sort_by(DBSnapshots[?Status==`available`], &SnapshotCreateTime))[0].DBSnapshotIdentifier')

say "the infrastructure, with the database from $snapshot"
cd "$infra/stacks/region"
account=$(aws sts get-caller-identity --query Account --output text)
terraform init -no-color -reconfigure -lockfile=readonly \
  -backend-config=bucket="notejam-state-$account-$region" -backend-config=region="$region" -backend-config=key=region.tfstate \
  -backend-config=workspace_key_prefix="notejam/$environment" -backend-config=use_lockfile=true > /dev/null
terraform workspace select -no-color -or-create "$region" > /dev/null
variables=(-var-file="../../environments/$environment.tfvars" -var "region=$region" -var "environment=$environment"
  -var "database_snapshot_identifier=$snapshot" -var "functions_package=$package"
  # So that it can be taken down again by one command.
  -var deletion_protection=false -var database_skip_final_snapshot=true -var repository_force_delete=true -var secret_recovery_window_days=0)
terraform apply -no-color -auto-approve "${variables[@]}" > /dev/null

say "the release $digest"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
terraform output -json task_definition_template | sed "s|REPLACED_BY_PIPELINE|$(output repository_url)@$digest|" > "$folder/task.json"
definition=$(aws ecs register-task-definition --cli-input-json "file://$folder/task.json" --query taskDefinition.taskDefinitionArn --output text)
cluster=$(output cluster_name) service=$(output service_name)
network=$(terraform output -json | python3 -c 'import json, sys
o = json.load(sys.stdin)
print(json.dumps({"awsvpcConfiguration": {"subnets": o["subnet_ids"]["value"], "securityGroups": o["security_group_ids"]["value"], "assignPublicIp": "DISABLED"}}))')

say "its migration"
task=$(aws ecs run-task --cluster "$cluster" --launch-type FARGATE --task-definition "$definition" --network-configuration "$network" \
  --overrides '{"containerOverrides": [{"name": "'"$(output container_name)"'", "command": ["migrate"]}]}' --query 'tasks[0].taskArn' --output text)
aws ecs wait tasks-stopped --cluster "$cluster" --tasks "$task"
[ "$(aws ecs describe-tasks --cluster "$cluster" --tasks "$task" --query 'tasks[0].containers[0].exitCode' --output text)" = 0 ]

say "its rollout"
cat > "$folder/appspec.json" <<EOF
{ "version": 0.0, "Resources": [{ "TargetService": { "Type": "AWS::ECS::Service", "Properties": {
  "TaskDefinition": "$definition", "LoadBalancerInfo": { "ContainerName": "$(output container_name)", "ContainerPort": $(output container_port) } } } }] }
EOF
aws ecs deploy --cluster "$cluster" --service "$service" --task-definition "$folder/task.json" --codedeploy-appspec "$folder/appspec.json" \
  --codedeploy-application "$(output application_name)" --codedeploy-deployment-group "$(output deployment_group_name)" > /dev/null
aws ecs update-service --cluster "$cluster" --service "$service" --desired-count "$(output desired_count)" > /dev/null
until curl --silent --fail --output /dev/null --user-agent manual "$(output url)/signin/"; do sleep 1; done
say "served at $(output url)"

say "down again"
aws ecs update-service --cluster "$cluster" --service "$service" --desired-count 0 > /dev/null
terraform destroy -no-color -auto-approve "${variables[@]}" > /dev/null
for arn in $(aws ecs list-task-definitions --family-prefix "$name" --query 'taskDefinitionArns' --output text); do
  aws ecs deregister-task-definition --task-definition "$arn" > /dev/null
done
terraform workspace select -no-color default > /dev/null
terraform workspace delete -no-color "$region" > /dev/null
say "done"
