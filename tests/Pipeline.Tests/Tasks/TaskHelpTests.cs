using System.Text.Json.Nodes;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tasks;
using Notejam.Pipeline.Tests.Infra;

namespace Notejam.Pipeline.Tests.Tasks;

public sealed class TaskHelpTests
{
    private const string Secrets = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:notejam-production/";
    private const string Unreadable = "task one: ResourceInitializationError: unable to pull secrets or registry auth: unable to retrieve secret from asm: failed to fetch ";

    [Theory]
    // What AWS says, and what the sandbox's emulator says.
    [InlineData(Unreadable + Secrets + "database-EAesRq:password::: InvalidRequestException: You can't perform this operation on the secret because it was marked for deletion.", "aws secretsmanager restore-secret --secret-id " + Secrets + "database-EAesRq --region eu-central-1.")]
    [InlineData(Unreadable + Secrets + "application-rdintm: InvalidRequestException: You tried to                 perform the operation on a secret that's currently marked deleted.", "--secret-id " + Secrets + "application-rdintm --region eu-central-1.")]
    [InlineData(Unreadable + Secrets + "application-rdintm: DecryptionFailure: Secrets Manager can't decrypt the protected secret text using the provided KMS key.", "./build.sh Plan Apply enables one that was disabled")]
    [InlineData(Unreadable + Secrets + "application-rdintm: AccessDeniedException: Access to KMS is not allowed", "aws kms describe-key")]
    [InlineData("task one: Essential container in task exited, exit code 1\n    | Notejam cannot start: Application__Secret is not a JSON object of texts", "./build.sh Preseed --from secret.json --region eu-central-1 gives it good values")]
    [InlineData("task one: Essential container in task exited, exit code 1\n    | Notejam cannot start: Database__Password is wrong", "Database__Password is what the secret " + Secrets + "database-EAesRq:password:: holds: look at who")]
    [InlineData("task one: Essential container in task exited, exit code 1\n    | Database__PasswordFile is not there", null)]
    [InlineData("task one: Essential container in task exited, exit code 1\n    | the flux capacitor is missing", null)]
    public void The_remedy_is_for_what_hands_have_taken_away(string end, string? expected)
    {
        var infra = OutputsReaderTests.Sample();
        var container = infra.TaskDefinitionTemplate["containerDefinitions"]!.AsArray().Single(item => (string?)item!["name"] == infra.ContainerName)!;
        container["secrets"] = new JsonArray(
            new JsonObject { ["name"] = "Application__Secret", ["valueFrom"] = Secrets + "application-rdintm" },
            new JsonObject { ["name"] = "Database__Password", ["valueFrom"] = Secrets + "database-EAesRq:password::" });
        var remedy = TaskHelp.Of(end, infra);
        if (expected is null) Assert.Null(remedy);
        else Assert.Contains(expected, remedy, StringComparison.Ordinal);
    }
}
