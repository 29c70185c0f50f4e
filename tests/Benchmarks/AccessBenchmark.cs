using System.Diagnostics;
using System.Globalization;
using Notejam.AccessControl.Decisions;
using Notejam.AccessControl.Requests;

namespace Notejam.Benchmarks;

/// <summary>How long a decision about a request takes: a role of 60 statements with a boundary, on a key whose policy names it by its account.</summary>
internal sealed class AccessBenchmark
{
    private const int Rounds = 20_000;
    private const string Account = "111122223333";
    private const string Key = $"arn:aws:kms:eu-central-1:{Account}:key/1234abcd";
    private static readonly string[] Services = ["ecs", "ecr", "kms", "rds", "s3", "backup", "secretsmanager", "codedeploy", "logs", "elasticloadbalancing"];

    /// <summary>The row of the table.</summary>
    public static Row Run()
    {
        var policies = new PrincipalPolicies { Identity = [.. Enumerable.Range(0, 6).Select(index => Policy($"policy-{index}", index))], Boundary = Policy("boundary", 0) };
        AccessRequest[] requests = [.. Services.Select(service => Request(service, "Describe")), .. Services.Select(service => Request(service, "Refused"))];
        foreach (var request in requests) AccessEvaluator.Decide(request, policies);

        var times = new double[Rounds];
        for (var round = -Rounds; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            AccessEvaluator.Decide(requests[(round + Rounds) % requests.Length], policies);
            if (round >= 0) times[round] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        return new Row($"a decision about a request, median of {Rounds.ToString("N0", CultureInfo.InvariantCulture)}", Milliseconds(times[Rounds / 2]), "0.2 ms");
    }

    private static string Milliseconds(double time) => string.Create(CultureInfo.InvariantCulture, $"{time:0.0000} ms");

    private static AccessRequest Request(string service, string verb)
    {
        var resource = service == "kms" ? new RequestedResource(Key, Account) { Policy = new ResourcePolicy(ResourcePolicyKind.KmsKey, OfKey) } : new RequestedResource($"arn:aws:{service}:eu-central-1:{Account}:thing/notejam-production", Account);
        var principal = Principal.Parse($"arn:aws:sts::{Account}:assumed-role/deploy/run-1");
        return new AccessRequest(principal, $"{service}:{verb}Things", [resource], PrincipalKeys.Of(principal).Over(RequestContext.Of(("aws:RequestedRegion", "eu-central-1"), ("aws:SecureTransport", "true"))));
    }

    private static Policy Policy(string name, int offset) => AccessControl.Decisions.Policy.Parse(name, $$"""{"Version": "2012-10-17", "Statement": [{{string.Join(',', Services.Select((service, index) => Statement(service, (index + offset) % 6)))}}]}""");

    private static string Statement(string service, int kind) => $$"""
        {"Effect": "{{(kind == 5 ? "Deny" : "Allow")}}", "Action": ["{{service}}:{{(kind == 5 ? "Delete*" : "Describe*")}}", "{{service}}:List*", "{{service}}:Create{{kind}}", "{{service}}:*Tags"],
         "Resource": ["arn:aws:{{service}}:*:{{Account}}:other/notejam-*", "arn:aws:{{service}}:*:{{Account}}:*/notejam-${aws:PrincipalTag/environment, 'production'}", "arn:aws:kms:*:{{Account}}:key/*"],
         "Condition": {"StringEquals": {"aws:RequestedRegion": ["eu-west-2", "eu-central-1"]}, "Bool": {"aws:SecureTransport": "true"} } }
        """;

    private static Policy OfKey { get; } = AccessControl.Decisions.Policy.Parse("key", $$"""
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::{{Account}}:root"}, "Action": "kms:*", "Resource": "*"},
         {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "kms:Decrypt", "Resource": "*"}]}
        """);
}
