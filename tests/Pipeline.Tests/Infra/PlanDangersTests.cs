using System.Text.Json.Nodes;
using Notejam.Pipeline.Infra;

namespace Notejam.Pipeline.Tests.Infra;

public sealed class PlanDangersTests
{
    [Theory]
    [InlineData("aws_db_instance", "delete", "is destroyed: its data are lost")]
    [InlineData("aws_db_instance", "replace", "is destroyed and made anew: its data are lost")]
    [InlineData("aws_backup_vault", "delete", "is destroyed: its backups are lost")]
    [InlineData("aws_kms_key", "replace", "is destroyed and made anew: what it has encrypted can never be read again")]
    [InlineData("aws_s3_bucket", "delete", "is destroyed: its objects are lost")]
    [InlineData("aws_secretsmanager_secret", "delete", "is destroyed: the secret is lost")]
    public void What_cannot_be_made_again_is_guarded(string type, string action, string what)
    {
        var danger = Assert.Single(PlanDangers.Find("a.b", type, action, JsonNode.Parse("{}")!));
        Assert.Equal(("a.b", what, true), (danger.Address, danger.What, danger.IsGuarded));
    }

    [Theory]
    [InlineData("replace_because_tainted", false)]
    [InlineData("replace_because_cannot_update", true)]
    public void What_a_failed_creation_left_may_be_made_anew(string reason, bool guarded) =>
        Assert.Equal(guarded, Assert.Single(PlanDangers.Find("a.b", "aws_db_instance", "replace", JsonNode.Parse("{}")!, reason)).IsGuarded);

    [Theory]
    [InlineData("aws_lb", "replace", "Notejam is not reached meanwhile")]
    [InlineData("aws_ecr_repository", "delete", "its images are lost")]
    [InlineData("aws_elasticache_replication_group", "replace", "everybody is signed out")]
    [InlineData("aws_backup_plan", "delete", "no backup is made any more")]
    [InlineData("aws_backup_vault_policy", "delete", "backups can be deleted")]
    public void What_is_missed_while_it_is_away_is_said_but_not_refused(string type, string action, string what)
    {
        var danger = Assert.Single(PlanDangers.Find("a.b", type, action, JsonNode.Parse("{}")!));
        Assert.Contains(what, danger.What, StringComparison.Ordinal);
        Assert.False(danger.IsGuarded);
    }

    [Theory]
    [InlineData("deletion_protection", "true", "false")]
    [InlineData("enable_deletion_protection", "true", "false")]
    [InlineData("skip_final_snapshot", "false", "true")]
    [InlineData("multi_az", "true", "false")]
    [InlineData("automatic_failover_enabled", "true", "false")]
    [InlineData("publicly_accessible", "false", "true")]
    [InlineData("backup_retention_period", "7", "0")]
    [InlineData("backup_retention_period", "7", "1")]
    [InlineData("retention_in_days", "30", "7")]
    [InlineData("retention_in_days", "0", "7")]
    [InlineData("deletion_window_in_days", "30", "7")]
    [InlineData("enable_key_rotation", "true", "false")]
    [InlineData("force_destroy", "false", "true")]
    [InlineData("force_delete", "null", "true")]
    [InlineData("image_tag_mutability", "\"IMMUTABLE\"", "\"MUTABLE\"")]
    [InlineData("block_public_policy", "true", "false")]
    public void Loosening_is_said_and_tightening_is_not(string attribute, string loose, string tight)
    {
        Assert.StartsWith(attribute + ": ", Assert.Single(Update(attribute, loose, tight)), StringComparison.Ordinal);
        Assert.Empty(Update(attribute, tight, loose));
        Assert.Empty(Update(attribute, loose, loose));
    }

    [Theory]
    [InlineData("""{"cidr_ipv4":"0.0.0.0/0","from_port":5432,"to_port":5432}""", "opens ports 5432 to 5432 to everybody")]
    [InlineData("""{"cidr_ipv6":"::/0","from_port":80,"to_port":443}""", "opens ports 80 to 443 to everybody")]
    [InlineData("""{"cidr_ipv4":"0.0.0.0/0","from_port":null,"to_port":null}""", "opens ports all to all to everybody")]
    [InlineData("""{"cidr_ipv4":"0.0.0.0/0","from_port":443,"to_port":443}""", null)]
    [InlineData("""{"cidr_ipv4":"10.0.0.0/8","from_port":5432,"to_port":5432}""", null)]
    public void A_port_for_everybody_is_said_unless_it_is_a_web_servers(string after, string? what) =>
        Assert.Equal(what, PlanDangers.Find("a.b", "aws_vpc_security_group_ingress_rule", "create", JsonNode.Parse($$$"""{"after":{{{after}}}}""")!).SingleOrDefault()?.What);

    [Theory]
    [InlineData("""{"changeable_for_days":3}""", true)]
    [InlineData("""{"changeable_for_days":null}""", false)]
    public void A_lock_that_can_never_be_taken_back_is_guarded(string after, bool guarded) =>
        Assert.Equal(guarded, PlanDangers.Find("a.b", "aws_backup_vault_lock_configuration", "create", JsonNode.Parse($$$"""{"after":{{{after}}}}""")!).Any(danger => danger.IsGuarded));

    [Fact]
    public void An_ordinary_change_is_no_danger()
    {
        Assert.Empty(PlanDangers.Find("a.b", "aws_db_instance", "create", JsonNode.Parse("""{"after":{"deletion_protection":false}}""")!));
        Assert.Empty(PlanDangers.Find("a.b", "aws_iam_role", "delete", JsonNode.Parse("{}")!));
    }

    private static IEnumerable<string> Update(string attribute, string before, string after) =>
        PlanDangers.Find("a.b", "any", "update", JsonNode.Parse($$$"""{"before":{"{{{attribute}}}":{{{before}}}},"after":{"{{{attribute}}}":{{{after}}}}}""")!).Select(danger => danger.What);
}
