#!/usr/bin/env python3
"""Make Models/*.awsmodel.json: botocore's service models, cut down to the operations that we use.

    python3 trim.py
    python3 trim.py kms KeyManagementService CreateKey DescribeKey    # prints the model of another service
    python3 trim.py --complete FOLDER    # makes the models with all that botocore has, nothing trimmed

botocore comes with boto3. To add an operation, add its name to SERVICES, run this file, and accept the new API
snapshot (README.md says how).
"""

import gzip
import json
import pathlib
import sys

import botocore

DATA = pathlib.Path(botocore.__file__).parent / "data"
MODELS = pathlib.Path(__file__).parent / "Models"

# botocore's name of the service -> the official package's name without "AWSSDK.", and the operations.
SERVICES = {
    "ecr": (
        "ECR",
        """DescribeRepositories GetAuthorizationToken DescribeImages DescribeImageScanFindings
        StartImageScan BatchGetImage PutImage BatchDeleteImage GetRegistryScanningConfiguration""",
    ),
    "ecs": (
        "ECS",
        """RegisterTaskDefinition DescribeTaskDefinition DeregisterTaskDefinition ListTaskDefinitions
        DescribeServices UpdateService RunTask DescribeTasks ListTasks StopTask DescribeClusters
        DescribeTaskSets DeleteTaskDefinitions TagResource UntagResource ListServices""",
    ),
    "codedeploy": (
        "CodeDeploy",
        """CreateDeployment GetDeployment StopDeployment ContinueDeployment ListDeployments ListDeploymentTargets
        BatchGetDeploymentTargets GetDeploymentTarget GetDeploymentGroup GetApplication GetDeploymentConfig
        PutLifecycleEventHookExecutionStatus ListDeploymentGroups""",
    ),
    "rds": (
        "RDS",
        """DescribeDBInstances DescribeDBSnapshots RestoreDBInstanceFromDBSnapshot DeleteDBInstance
        ModifyDBInstance CreateDBSnapshot DeleteDBSnapshot DescribeEvents DescribeDBSubnetGroups DescribeDBEngineVersions
        DescribeOrderableDBInstanceOptions AddTagsToResource DescribeAccountAttributes""",
    ),
    "backup": (
        "Backup",
        """CreateBackupVault DeleteBackupVault ListBackupVaults ListRecoveryPointsByBackupVault DescribeBackupVault
        StartBackupJob DescribeBackupJob ListBackupJobs StartCopyJob DescribeCopyJob ListCopyJobs StartRestoreJob
        DescribeRestoreJob ListRestoreJobs GetRecoveryPointRestoreMetadata DescribeRecoveryPoint DeleteRecoveryPoint
        PutRestoreValidationResult GetBackupVaultAccessPolicy""",
    ),
    "elbv2": (
        "ElasticLoadBalancingV2",
        """DescribeTargetHealth DescribeListeners DescribeRules DescribeTargetGroups DescribeLoadBalancers DescribeAccountLimits
        ModifyListener ModifyRule""",
    ),
    "secretsmanager": (
        "SecretsManager",
        "GetSecretValue CreateSecret PutSecretValue DescribeSecret DeleteSecret UpdateSecretVersionStage",
    ),
    "application-autoscaling": ("ApplicationAutoScaling", "DescribeScalableTargets RegisterScalableTarget"),
    "elasticache": ("ElastiCache", "DescribeReplicationGroups ModifyReplicationGroup"),
    "cloudwatch": ("CloudWatch", "DescribeAlarms PutMetricData"),
    "logs": ("CloudWatchLogs", "FilterLogEvents GetLogEvents DescribeLogStreams"),
    "iam": ("IdentityManagement", "GetRole"),
}

# Where the official .NET package departs from the service model: generator/ServiceModels/*/*.customizations.json of
# github.com/aws/aws-sdk-net, where a service has one.
CUSTOMIZATIONS = {
    "logs": {
        # Milliseconds on the wire, DateTime in .NET.
        "epochMillis": [
            "InputLogEvent.timestamp",
            "OutputLogEvent.timestamp",
            "OutputLogEvent.ingestionTime",
            "GetLogEventsRequest.startTime",
            "GetLogEventsRequest.endTime",
            "LogGroup.creationTime",
            "LogStream.creationTime",
            "LogStream.firstEventTimestamp",
            "LogStream.lastEventTimestamp",
            "LogStream.lastIngestionTime",
            "MetricFilter.creationTime",
        ],
        "noArgOverloads": ["DescribeLogGroups"],
    },
    "rds": {
        "noArgOverloads": [
            "DescribeDBEngineVersions",
            "DescribeDBInstances",
            "DescribeDBParameterGroups",
            "DescribeDBSecurityGroups",
            "DescribeDBSnapshots",
            "DescribeDBSubnetGroups",
            "DescribeEventCategories",
            "DescribeEventSubscriptions",
            "DescribeEvents",
            "DescribeOptionGroups",
            "DescribeReservedDBInstances",
            "DescribeReservedDBInstancesOfferings",
            "DescribeAccountAttributes",
        ]
    },
    "codedeploy": {"noArgOverloads": ["ListApplications", "ListDeploymentConfigs"]},
    "elasticache": {
        "noArgOverloads": [
            "DescribeCacheClusters",
            "DescribeCacheEngineVersions",
            "DescribeCacheParameterGroups",
            "DescribeCacheSecurityGroups",
            "DescribeCacheSubnetGroups",
            "DescribeEvents",
            "DescribeReplicationGroups",
            "DescribeReservedCacheNodes",
            "DescribeReservedCacheNodesOfferings",
            "DescribeSnapshots",
        ]
    },
    "cloudwatch": {"protocol": "query", "noArgOverloads": ["DescribeAlarmHistory", "DescribeAlarms", "ListMetrics"]},
    "iam": {
        # The classes are named otherwise than the package.
        "className": "IdentityManagementService",
        "renamedShapes": {"Policy": "ManagedPolicy", "AttachedPolicy": "AttachedPolicyType"},
        "noArgOverloads": [
            "ListUsers",
            "UpdateAccountPasswordPolicy",
            "ListRoles",
            "ListInstanceProfiles",
            "ListAccessKeys",
            "GetAccountPasswordPolicy",
            "DeleteAccountPasswordPolicy",
            "ListSAMLProviders",
            "ListAccountAliases",
            "ListGroups",
            "ListMFADevices",
            "ListPolicies",
            "ListSigningCertificates",
            "ListVirtualMFADevices",
            "GetAccountSummary",
            "CreateAccessKey",
            "GetUser",
            "ListServerCertificates",
            "GenerateCredentialReport",
            "GetCredentialReport",
        ],
    },
}

DROPPED_FROM_SHAPES = ("min", "max", "pattern")


def load(service, name):
    newest = sorted(p for p in (DATA / service).iterdir() if p.is_dir())[-1]
    packed = newest / f"{name}.json.gz"
    if packed.exists():
        return json.loads(gzip.decompress(packed.read_bytes()))
    return json.loads((newest / f"{name}.json").read_bytes())


def without_documentation(node):
    """Drop prose. A member called "documentation" is a shape (an object), not prose, and stays."""
    if isinstance(node, dict):
        return {
            key: without_documentation(value)
            for key, value in node.items()
            if not (key in ("documentation", "documentationUrl") and isinstance(value, str))
        }
    if isinstance(node, list):
        return [without_documentation(item) for item in node]
    return node


def without_empty_endpoint_parts(node):
    if isinstance(node, dict):
        return {
            key: without_empty_endpoint_parts(value)
            for key, value in node.items()
            if not (key in ("properties", "headers") and value == {})
        }
    if isinstance(node, list):
        return [without_empty_endpoint_parts(item) for item in node]
    return node


def reachable_shapes(shapes, operations):
    kept = {}

    def visit(name):
        if name in kept:
            return
        shape = kept[name] = {k: v for k, v in shapes[name].items() if k not in DROPPED_FROM_SHAPES}
        for member in shape.get("members", {}).values():
            visit(member["shape"])
        for part in ("member", "key", "value"):
            if part in shape:
                visit(shape[part]["shape"])

    for operation in operations.values():
        for part in ("input", "output"):
            if part in operation:
                visit(operation[part]["shape"])
        for error in operation.get("errors", []):
            visit(error["shape"])
    return {name: kept[name] for name in sorted(kept)}


def trim(service, package, names=None):
    model = without_documentation(load(service, "service-2"))
    operations = {name: model["operations"][name] for name in names or model["operations"]}
    pages = load(service, "paginators-1")["pagination"]
    rules = load(service, "endpoint-rule-set-1")["rules"]
    trimmed = {
        "metadata": model["metadata"],
        "operations": operations,
        "shapes": reachable_shapes(model["shapes"], operations),
        "pagination": {name: page for name, page in pages.items() if name in operations},
        "baseName": package,
        "endpointRules": {"rules": without_empty_endpoint_parts(rules)},
    }
    if service in CUSTOMIZATIONS:
        trimmed["customizations"] = CUSTOMIZATIONS[service]
    return trimmed


def text(model):
    return json.dumps(model, indent=1) + "\n"


def main(folder=MODELS, complete=False):
    for service, (package, names) in SERVICES.items():
        trimmed = trim(service, package, None if complete else names.split())
        target = folder / f"{service}.awsmodel.json"
        target.write_text(text(trimmed))
        print(f"{target.name}: {len(trimmed['operations'])} operations, {len(trimmed['shapes'])} shapes")
    print(f"from botocore {botocore.__version__}")


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "--complete":
        main(pathlib.Path(sys.argv[2]), complete=True)
    elif len(sys.argv) > 3:
        sys.stdout.write(text(trim(sys.argv[1], sys.argv[2], sys.argv[3:])))
    else:
        main()
