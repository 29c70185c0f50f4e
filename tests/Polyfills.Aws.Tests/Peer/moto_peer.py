"""moto with the few things in it that MotoTests.cs looks for. It prints "listening on <port>"."""

import json
import threading
import time

import boto3
from moto.server import ThreadedMotoServer

REGION = "eu-west-1"


def seed(endpoint):
    def client(service):
        return boto3.client(
            service,
            endpoint_url=endpoint,
            region_name=REGION,
            aws_access_key_id="AKID",
            aws_secret_access_key="SECRET",
        )

    client("ecs").create_cluster(clusterName="cluster")
    client("ecr").create_repository(repositoryName="repository")
    client("rds").create_db_instance(
        DBInstanceIdentifier="database",
        DBInstanceClass="db.t3.micro",
        Engine="postgres",
        AllocatedStorage=20,
        MasterUsername="notejam",
        MasterUserPassword="only-in-the-emulator",
        Tags=[{"Key": "a", "Value": "b c&d"}],
    )
    seed_load_balancer(client("ec2"), client("elbv2"))
    client("cloudwatch").put_metric_alarm(
        AlarmName="alarm",
        Threshold=5.5,
        ComparisonOperator="GreaterThanThreshold",
        EvaluationPeriods=1,
        MetricName="metric",
        Namespace="namespace",
        Period=60,
        Statistic="Sum",
        Dimensions=[{"Name": "dimension", "Value": "x"}],
    )
    seed_logs(client("logs"))
    client("iam").create_role(
        RoleName="role",
        AssumeRolePolicyDocument=json.dumps({"Statement": {"Effect": "Allow", "Principal": {"Service": "backup.amazonaws.com"}, "Action": "sts:AssumeRole"}}),
        Tags=[{"Key": "a", "Value": "b c&d"}],
    )
    deploy = client("codedeploy")
    deploy.create_application(applicationName="application", computePlatform="ECS")
    deploy.create_deployment_group(
        applicationName="application",
        deploymentGroupName="group",
        serviceRoleArn="arn:aws:iam::123456789012:role/deploy",
    )


def seed_load_balancer(ec2, elb):
    subnets = [subnet["SubnetId"] for subnet in ec2.describe_subnets()["Subnets"]][:2]
    vpc = ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
    balancer = elb.create_load_balancer(Name="balancer", Subnets=subnets)["LoadBalancers"][0]["LoadBalancerArn"]
    group = elb.create_target_group(Name="targets", Protocol="HTTP", Port=80, VpcId=vpc)["TargetGroups"][0]
    elb.create_listener(
        LoadBalancerArn=balancer,
        Protocol="HTTP",
        Port=80,
        DefaultActions=[{"Type": "forward", "TargetGroupArn": group["TargetGroupArn"]}],
    )


def seed_logs(logs):
    now = int(time.time() * 1000)
    logs.create_log_group(logGroupName="logs")
    logs.create_log_stream(logGroupName="logs", logStreamName="stream")
    logs.put_log_events(
        logGroupName="logs",
        logStreamName="stream",
        logEvents=[{"timestamp": now - 1000, "message": "first"}, {"timestamp": now, "message": "second"}],
    )


def main():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    seed(f"http://127.0.0.1:{port}")
    print(f"listening on {port}", flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main()
