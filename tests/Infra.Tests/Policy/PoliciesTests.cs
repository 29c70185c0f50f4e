using System.Text.Json.Nodes;

namespace Notejam.Infra.Tests.Policy;

/// <summary>That each rule sees what it is there for.</summary>
public sealed class PoliciesTests
{
    [Theory]
    [InlineData("aws_db_instance", """{"storage_encrypted":true,"kms_key_id":null}""", "{}", "a.aws_db_instance.b has no kms_key_id of ours")]
    [InlineData("aws_db_instance", """{"storage_encrypted":false,"kms_key_id":"arn"}""", "{}", "a.aws_db_instance.b: storage_encrypted is not true")]
    [InlineData("aws_sns_topic", """{"kms_master_key_id":"alias/aws/sns"}""", "{}", "a.aws_sns_topic.b has no kms_master_key_id of ours")]
    [InlineData("aws_ecr_repository", """{"encryption_configuration":[{"encryption_type":"AES256","kms_key":null}]}""", "{}", "a.aws_ecr_repository.b has no encryption_configuration.0.kms_key of ours")]
    [InlineData("aws_kms_key", """{"enable_key_rotation":false}""", "{}", "a.aws_kms_key.b: enable_key_rotation is not true")]
    [InlineData("aws_kms_key", """{"enable_key_rotation":false,"key_usage":"ENCRYPT_DECRYPT"}""", "{}", "a.aws_kms_key.b: enable_key_rotation is not true")]
    [InlineData("aws_kms_key", """{"enable_key_rotation":false,"key_usage":"SIGN_VERIFY"}""", "{}", null)]
    [InlineData("aws_cloudwatch_log_group", """{"kms_key_id":null}""", """{"kms_key_id":true}""", null)]
    [InlineData("aws_ecr_repository", """{"encryption_configuration":[{"kms_key":null}]}""", """{"encryption_configuration":[{"kms_key":true}]}""", null)]
    public void What_is_not_encrypted_with_our_key_is_seen(string type, string after, string unknown, string? violation) =>
        Assert.Equal(violation, Policies.Unencrypted(Plan(type, after, unknown)).SingleOrDefault());

    [Theory]
    [InlineData("kms:*", null)]
    [InlineData("kms:DescribeKey kms:GetKeyPolicy kms:ListResourceTags kms:PutKeyPolicy", "a.aws_kms_key.b leaves out kms:GetKeyRotationStatus for the account")]
    public void A_key_that_the_provider_cannot_read_is_seen(string actions, string? violation)
    {
        var statement = new JsonObject { ["Effect"] = "Allow", ["Principal"] = new JsonObject { ["AWS"] = "arn:aws:iam::1:root" }, ["Action"] = new JsonArray([.. actions.Split(' ')]), ["Resource"] = "*" };
        var policy = new JsonObject { ["Statement"] = statement };
        Assert.Equal(violation, Policies.UnreadableKeys(Plan("aws_kms_key", new JsonObject { ["policy"] = policy.ToJsonString() }.ToJsonString())).SingleOrDefault());
    }

    [Fact]
    public void A_bucket_without_encryption_and_access_block_is_seen() =>
        Assert.Equal(2, Policies.Unencrypted(Plan("aws_s3_bucket", "{}")).Count());

    [Theory]
    [InlineData("aws_vpc_security_group_ingress_rule", """{"cidr_ipv4":"0.0.0.0/0","from_port":443}""", "a.aws_vpc_security_group_ingress_rule.b opens to everybody what is no load balancer")]
    [InlineData("aws_vpc_security_group_ingress_rule", """{"cidr_ipv4":"10.0.0.0/8","from_port":5432}""", null)]
    [InlineData("aws_db_instance", """{"publicly_accessible":true}""", "a.aws_db_instance.b gets a public address")]
    [InlineData("aws_ecs_service", """{"network_configuration":[{"assign_public_ip":true}]}""", "a.aws_ecs_service.b gives its tasks public addresses")]
    [InlineData("aws_security_group", """{"ingress":[{"cidr_blocks":["0.0.0.0/0"]}]}""", "a.aws_security_group.b has rules within, which no rule here sees")]
    [InlineData("aws_sns_topic_policy", """{"policy":"{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sns:Publish\",\"Resource\":\"*\"}}"}""", "a.aws_sns_topic_policy.b.policy allows sns:Publish to everybody")]
    public void What_is_open_to_everybody_is_seen(string type, string after, string? violation) => Assert.Equal(violation, Policies.Public(Plan(type, after)).SingleOrDefault());

    [Theory]
    [InlineData("""{"Effect":"Allow","Action":"*","Resource":"*"}""", true)]
    [InlineData("""{"Effect":"Allow","Action":["s3:Get*","ecs:*"],"Resource":["*"]}""", true)]
    [InlineData("""{"Effect":"Allow","Action":"kms:*","Resource":"*"}""", true)]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::1:root"},"Action":"kms:*","Resource":"*"}""", false)]
    [InlineData("""{"Effect":"Deny","Action":"*","Resource":"*"}""", false)]
    [InlineData("""{"Effect":"Allow","Action":"ecs:*","Resource":"arn:aws:ecs:eu-central-1:1:service/x"}""", false)]
    [InlineData("""{"Effect":"Allow","Action":"ec2:Describe*","Resource":"*"}""", false)]
    public void Every_action_on_everything_is_seen(string statement, bool isSeen) =>
        Assert.Equal(isSeen, Policies.Wildcards(Plan("aws_iam_policy", new JsonObject { ["policy"] = $$"""{"Statement":[{{statement}}]}""" }.ToJsonString())).Any());

    [Fact]
    public void A_document_that_is_read_only_during_the_apply_is_looked_at_too()
    {
        var plan = new StackPlan((JsonObject)JsonNode.Parse("""
            {"resource_changes":[{"address":"data.aws_iam_policy_document.x","mode":"data","type":"aws_iam_policy_document",
              "change":{"after":{"statement":[{"effect":"Allow","actions":["iam:*"],"resources":["*"]}]}}}]}
            """)!);
        Assert.Equal(["data.aws_iam_policy_document.x allows iam:* on *"], Policies.Wildcards(plan));
    }

    [Theory]
    [InlineData("""{"retention_in_days":0}""", true)]
    [InlineData("""{"retention_in_days":null}""", true)]
    [InlineData("""{"retention_in_days":30}""", false)]
    public void Logs_that_are_kept_for_ever_are_seen(string after, bool isSeen) => Assert.Equal(isSeen, Policies.WithoutRetention(Plan("aws_cloudwatch_log_group", after)).Any());

    [Fact]
    public void A_missing_tag_is_seen() =>
        Assert.Equal(["a.aws_vpc.b lacks Region"], Policies.Untagged(Plan("aws_vpc", """{"tags_all":{"Project":"notejam"}}"""), "Project", "Region"));

    [Theory]
    [InlineData("""{"password":"hunter2"}""", """{"password":true}""", "a.x.b.password is in the plan")]
    [InlineData("""{"users":[{"passwords":["hunter2"]}]}""", """{"users":[{"passwords":true}]}""", "a.x.b.users[0].passwords is in the plan")]
    [InlineData("""{"password":null}""", """{"password":true}""", null)]
    public void A_secret_in_the_plan_is_seen_and_not_repeated(string after, string sensitive, string? violation) =>
        Assert.Equal(violation, Policies.Secrets(Plan("x", after, sensitive: sensitive)).SingleOrDefault());

    private static StackPlan Plan(string type, string after, string unknown = "{}", string sensitive = "{}") => new((JsonObject)JsonNode.Parse($$$"""
        {"resource_changes":[{"address":"a.{{{type}}}.b","mode":"managed","type":"{{{type}}}","change":{"after":{{{after}}},"after_unknown":{{{unknown}}},"after_sensitive":{{{sensitive}}}}}]}
        """)!);
}
