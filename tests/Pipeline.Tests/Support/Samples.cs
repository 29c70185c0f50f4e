using System.Text.Json.Nodes;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Tests.Support;

/// <summary>Records as they look in practice.</summary>
internal static class Samples
{
    public static readonly Digest Digest = new("sha256:" + new string('a', 64));
    public static readonly Digest OtherDigest = new("sha256:" + new string('b', 64));
    public static readonly SourceRevision Revision = new(new string('1', 40), new string('2', 40), false);
    public static readonly SourceRevision OtherRevision = new(new string('3', 40), new string('4', 40), true);

    public static readonly Destination Destination = new("123456789012", "eu-central-1", "production");

    public static ScanVerdict Verdict(Digest digest, Severity failOn = Severity.High, int high = 0) =>
        new(digest, failOn, new Dictionary<Severity, int> { [Severity.High] = high }, []);

    public static JsonObject Template() => (JsonObject)JsonNode.Parse("""
        {
          "family": "notejam-production", "cpu": "256", "memory": "512", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"],
          "executionRoleArn": "arn:aws:iam::123456789012:role/execution",
          "containerDefinitions": [{
            "name": "notejam", "image": "REPLACED_BY_PIPELINE", "essential": true,
            "portMappings": [{ "containerPort": 8080, "protocol": "tcp" }],
            "environment": [{ "name": "Database__Host", "value": "db" }],
            "secrets": [{ "name": "Database__Password", "valueFrom": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:x:password::" }],
            "logConfiguration": { "logDriver": "awslogs", "options": { "awslogs-group": "/notejam", "awslogs-stream-prefix": "app" } }
          }]
        }
        """)!;
}
