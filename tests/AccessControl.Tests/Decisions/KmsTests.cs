using Notejam.AccessControl.Requests;
using Notejam.AccessControl.Tests.Support;
using static Notejam.AccessControl.Tests.Support.Scenario;

namespace Notejam.AccessControl.Tests.Decisions;

/// <summary>https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html and https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html</summary>
public sealed class KmsTests
{
    private const string Key = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    private static readonly Scenario Decrypt = new(User, "kms:Decrypt", Key) { Kind = ResourcePolicyKind.KmsKey };
    private static readonly string[] Delegating = [Allow("kms:*", principal: Root)];

    [Fact]
    public void Alice_is_denied_where_neither_policy_names_her() => Assert.Equal("not allowed by Identity", (Decrypt with { ResourcePolicy = Delegating }).Outcome());

    [Theory]
    [InlineData(Root, "kms:*", "allowed")]
    [InlineData(Here, "kms:*", "allowed")]
    [InlineData(Root, "kms:Describe*", "not allowed by Resource")]
    [InlineData(User, "kms:Describe*", "not allowed by Resource")]
    [InlineData(There, "kms:*", "not allowed by Resource")]
    public void Policies_of_identities_count_only_as_far_as_the_key_hands_over_to_the_account(string named, string action, string outcome) =>
        Assert.Equal(outcome, (Decrypt with { Identity = [Allow("kms:*")], ResourcePolicy = [Allow(action, principal: named)] }).Outcome());

    [Fact]
    public void A_key_without_a_policy_is_of_no_use_to_anyone() => Assert.Equal("not allowed by Resource", (Decrypt with { Identity = [Allow("*")] }).Outcome());

    [Fact]
    public void A_policy_of_an_identity_still_denies() => Assert.Equal("denied by Identity", (Decrypt with { Identity = [Deny("kms:*")], ResourcePolicy = [Allow("kms:*", principal: User)] }).Outcome());

    [Theory]
    [InlineData(User)]
    [InlineData("*")]
    public void Whom_the_key_names_needs_no_other_policy(string named) => Assert.Equal("allowed", (Decrypt with { ResourcePolicy = [Allow("kms:Decrypt", principal: named)] }).Outcome());

    [Theory]
    [InlineData("rds.eu-central-1.amazonaws.com", "allowed")]
    [InlineData("s3.eu-central-1.amazonaws.com", "not allowed by Resource")]
    [InlineData(null, "not allowed by Resource")]
    public void The_account_may_be_handed_a_key_for_one_service(string? service, string outcome) =>
        Assert.Equal(outcome, (Decrypt with
        {
            Identity = [Allow("kms:*")],
            ResourcePolicy = [Allow("kms:*", principal: Root, condition: """{"StringEquals": {"kms:ViaService": "rds.eu-central-1.amazonaws.com"}}""")],
            Context = service is null ? RequestContext.Empty : RequestContext.Of(("kms:ViaService", service)),
        }).Outcome());

    [Fact]
    public void The_root_user_too_needs_the_keys_policy()
    {
        Assert.Equal("not allowed by Resource", (Decrypt with { Principal = Root, ResourcePolicy = [Allow("kms:*", principal: User)] }).Outcome());
        Assert.Equal("allowed", (Decrypt with { Principal = Root, ResourcePolicy = Delegating }).Outcome());
    }

    [Theory]
    [InlineData("kms:Decrypt", true, "allowed")]
    [InlineData("kms:Decrypt", false, "not allowed by Identity")]
    [InlineData("kms:Encrypt", true, "not allowed by Resource")]
    public void Bob_uses_a_key_of_another_account_where_both_allow(string granted, bool hasIdentity, string outcome) =>
        Assert.Equal(outcome, (Decrypt with { Principal = "arn:aws:sts::444455556666:assumed-role/Engineering/bob", Identity = hasIdentity ? [Allow("kms:Decrypt", Key)] : [], ResourcePolicy = [.. Delegating, Allow(granted, principal: There)] }).Outcome());

    [Theory]
    [InlineData(Role, "Decrypt", "allowed")]
    [InlineData(Role, "Encrypt", "not allowed by Identity")]
    [InlineData("arn:aws:iam::111122223333:role/other", "Decrypt", "not allowed by Identity")]
    [InlineData(Session, "Decrypt", "allowed")]
    public void A_grant_allows_its_grantee_its_operations(string grantee, string operation, string outcome) =>
        Assert.Equal(outcome, (Decrypt with { Principal = Session, ResourcePolicy = Delegating, Grants = [new KmsGrant("grant-1", grantee, [operation])] }).Outcome());

    [Fact]
    public void A_grant_is_named_and_does_not_help_against_a_denial()
    {
        var granted = Decrypt with { ResourcePolicy = Delegating, Grants = [new KmsGrant("grant-1", User, ["Decrypt", "CreateGrant"])] };

        Assert.Equal("grant-1#0", granted.Decide().Statement!.ToString());
        Assert.Equal("denied by Identity", (granted with { Identity = [Deny("kms:Decrypt")] }).Outcome());
    }

    [Fact]
    public void A_service_uses_a_key_by_a_grant() =>
        Assert.Equal("allowed", (Decrypt with { Principal = "rds.amazonaws.com", ResourcePolicy = Delegating, Grants = [new KmsGrant("grant-1", "rds.amazonaws.com", ["Decrypt"])] }).Outcome());

    /// <summary>https://docs.aws.amazon.com/kms/latest/developerguide/grants.html: the examples of EncryptionContextSubset.</summary>
    [Theory]
    [InlineData("Department=Finance,Classification=Public", true, true)]
    [InlineData("Classification=Public,Department=Finance", true, true)]
    [InlineData("Customer=12345,Department=Finance,Classification=Public,Purpose=Test", true, false)]
    [InlineData("Department=Finance", false, false)]
    [InlineData("department=finance,classification=public", false, false)]
    [InlineData("Classification=Public,Customer=12345", false, false)]
    public void A_grant_may_be_bound_to_an_encryption_context(string pairs, bool isSubset, bool isEqual)
    {
        var constraint = new Dictionary<string, string> { ["Department"] = "Finance", ["Classification"] = "Public" };
        bool IsAllowed(KmsGrant grant) => (Decrypt with
        {
            ResourcePolicy = Delegating,
            Grants = [grant],
            Context = RequestContext.Of(pairs.Split(',').Select(pair => pair.Split('=')).Select(pair => ($"kms:EncryptionContext:{pair[0]}", pair[1]))),
        }).Decide().IsAllowed;

        Assert.Equal(isSubset, IsAllowed(new KmsGrant("g", User, ["Decrypt"]) { EncryptionContextSubset = constraint }));
        Assert.Equal(isEqual, IsAllowed(new KmsGrant("g", User, ["Decrypt"]) { EncryptionContextEquals = constraint }));
    }
}
