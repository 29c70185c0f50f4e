using Notejam.Pipeline.Infra;

namespace Notejam.Pipeline.Tests.Infra;

public sealed class EnvironmentValuesTests
{
    [Fact]
    public void Texts_are_read_whatever_stands_around_them()
    {
        var values = EnvironmentValues.Parse("""
            environment    = "production"
            # primary_region = "us-east-1"
            primary_region = "eu-central-1" # Frankfurt
              replica_region="eu-west-2"
            desired_count  = 3
            """);
        Assert.Equal(("eu-central-1", "eu-west-2"), (values.PrimaryRegion, values.ReplicaRegion));
    }

    [Fact]
    public void Domain_and_mail_server_go_to_the_stack_of_the_other_region_too()
    {
        Assert.Equal(["-var=domain_name=notes.example", "-var=zone_id=Z1"], EnvironmentValues.Parse("zone_id = \"Z1\"\ndomain_name = \"notes.example\"").RecoveryArguments);
        Assert.Equal(["-var=mail_host=smtp.example", "-var=mail_port=465", "-var=mail_from=Notejam <a@b.example>"], EnvironmentValues.Parse("mail_from = \"Notejam <a@b.example>\"\nmail_host = \"smtp.example\"\nmail_port = 465").RecoveryArguments);
        Assert.Empty(EnvironmentValues.Parse("primary_region = \"eu-central-1\"").RecoveryArguments);
    }

    [Fact]
    public void Who_hears_of_alarms_and_the_boundary_of_roles_go_to_every_stack()
    {
        var values = EnvironmentValues.Parse("""
            alert_emails = [
              "one@b.example", # by day
              "two@b.example",
            ]
            permissions_boundary_name = "notejam-boundary"
            domain_name = "notes.example"
            interface_endpoints = ["logs"]
            """);

        Assert.Equal(2, values.BackupArguments.Length);
        Assert.Matches("""^-var=alert_emails=\[\s+"one@b.example", # by day\s+"two@b.example",\s+\]$""", values.BackupArguments[0]);
        Assert.Equal("-var=permissions_boundary_name=notejam-boundary", values.BackupArguments[1]);
        Assert.Equal(["-var=domain_name=notes.example", .. values.BackupArguments], values.RecoveryArguments);
    }

    [Fact]
    public void What_is_not_said_is_not_known() => Assert.Null(EnvironmentValues.Parse("replica_region = null").ReplicaRegion);
}
