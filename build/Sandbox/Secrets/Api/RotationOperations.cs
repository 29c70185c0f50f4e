using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Lambda;
using Notejam.Sandbox.Secrets.Model;

namespace Notejam.Sandbox.Secrets.Api;

/// <summary>RotateSecret, CancelRotateSecret.</summary>
internal sealed class RotationOperations(SecretsStore store, SecretVersions versions, IFunctions functions, TimeProvider time) : IOperations
{
    private const string Principal = "secretsmanager.amazonaws.com";
    private const string Unfinished = "A previous rotation isn't complete. That rotation will be reattempted.";

    /// <inheritdoc />
    public IEnumerable<Operation> Operations => [new("RotateSecret", RotateAsync), new("CancelRotateSecret", CancelAsync)];

    /// <summary>RotateSecret: checks, and leaves the work to the worker.</summary>
    public async Task<AwsResponse> RotateAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var secret = await FindAsync(request, cancellationToken);
        var (arn, input) = (secret.Text("ARN")!, request.Json);
        var before = store.Read(state => state.Rotations.GetValueOrDefault(arn));
        var function = input.Text("RotationLambdaARN") ?? before?.FunctionArn
            ?? throw Refused("No Lambda rotation function ARN is associated with this secret.");
        DemandFunction(request.Region, function, arn);
        var rules = input["RotationRules"] is JsonObject given ? given.DeepClone().AsObject() : before?.Rules ?? [];
        RotationSchedule.Check(rules);
        var token = Token(input);
        var isOther = store.Write(state =>
        {
            var rotation = state.Rotations.GetValueOrDefault(arn) ?? new Rotation { SecretArn = arn, Region = request.Region, FunctionArn = function, Rules = rules };
            state.Rotations[arn] = rotation;
            var now = time.GetUtcNow();
            (rotation.FunctionArn, rotation.Rules, rotation.Enabled) = (function, rules, true);
            rotation.NextRotationAt = RotationSchedule.Next(rules, now);
            // The same token again is the same request.
            if (rotation.Run is { IsTest: false } run) run.HasFailed = false;
            else rotation.Run = new RotationRun { Token = token, IsTest = input.Flag("RotateImmediately") == false };
            return rotation.Run.Token != token;
        });
        return isOther ? throw Refused(Unfinished) : Answer(secret, token);
    }

    /// <summary>CancelRotateSecret: it is not rotated any more, and a rotation under way goes no further.</summary>
    public async Task<AwsResponse> CancelAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var secret = await FindAsync(request, cancellationToken);
        return store.Write(state =>
        {
            var rotation = state.Rotations.GetValueOrDefault(secret.Text("ARN")!)
                ?? throw Refused("You tried to cancel the rotation of a secret that has no rotation function.");
            (rotation.Enabled, rotation.NextRotationAt, rotation.Run) = (false, null, null);
            return Answer(secret, SecretVersions.Holder(secret, SecretVersions.Current));
        });
    }

    private async Task<JsonObject> FindAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var id = request.Json.Required("SecretId", "InvalidParameterException");
        var secret = await versions.DescribeAsync(request.Region, id, cancellationToken);
        if (secret.Text("PrimaryRegion") is { } primary && primary != request.Region)
            throw Refused("Operation not permitted on a replica secret. Call must be made in primary secret's region.");
        return secret["DeletedDate"] is null ? secret : throw Refused("You can't perform this operation on the secret because it was marked for deletion.");
    }

    private void DemandFunction(string region, string function, string secret)
    {
        if (!functions.Exists(region, function) || !functions.Allows(region, function, Principal, secret))
            throw new AwsException("AccessDeniedException", "Secrets Manager cannot invoke the specified Lambda function. "
                + $"Ensure that the function policy grants access to the principal {Principal}.");
    }

    private static string Token(JsonObject input)
    {
        if (input.Text("ClientRequestToken") is not { } token) return Guid.NewGuid().ToString();
        return token.Length is >= 32 and <= 64 ? token : throw RotationSchedule.Invalid("ClientRequestToken must be 32-64 characters long.");
    }

    private static AwsException Refused(string message) => new("InvalidRequestException", message);

    private static AwsResponse Answer(JsonObject secret, string? version) => AwsResponse.Json(new JsonObject
    {
        ["ARN"] = secret.Text("ARN"), ["Name"] = secret.Text("Name"), ["VersionId"] = version,
    });
}
