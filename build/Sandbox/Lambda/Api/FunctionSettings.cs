using System.Text.Json.Nodes;
using Notejam.Sandbox.Access;
using Notejam.Sandbox.Ec2;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Lambda.Api;

/// <summary>Makes a function's configuration of what a request says, and of what it was before.</summary>
internal sealed class FunctionSettings(ISubnetDirectory subnets, IServicePermissions permissions)
{
    private static readonly string[] Plain = ["Runtime", "Role", "Handler", "Description", "Timeout", "MemorySize", "TracingConfig", "DeadLetterConfig", "EphemeralStorage", "KMSKeyArn"];
    private static readonly string[] Absent = ["Layers", "FileSystemConfigs", "ImageConfig", "CodeSigningConfigArn", "DurableConfig", "CapacityProviderConfig", "TenancyConfig"];

    /// <summary>The configuration of a new function.</summary>
    /// <exception cref="AwsException">It makes no sense, or the sandbox does not serve it; the message says why.</exception>
    public Task<JsonObject> NewAsync(string region, JsonObject input, CancellationToken cancellationToken)
    {
        var defaults = new JsonObject
        {
            ["Description"] = "",
            ["Timeout"] = 3,
            ["MemorySize"] = 128,
            ["PackageType"] = "Zip",
            ["TracingConfig"] = new JsonObject { ["Mode"] = "PassThrough" },
            ["EphemeralStorage"] = new JsonObject { ["Size"] = 512 },
            ["SnapStart"] = new JsonObject { ["ApplyOn"] = "None", ["OptimizationStatus"] = "Off" },
            ["LoggingConfig"] = new JsonObject { ["LogFormat"] = "Text", ["LogGroup"] = $"/aws/lambda/{input.Required("FunctionName")}" },
            ["Architectures"] = JsonReading.Array(input.Texts("Architectures") is { Count: > 0 } asked ? asked : ["x86_64"]),
        };
        foreach (var name in new[] { "Role", "Runtime", "Handler" }) _ = input.Required(name);
        if ((input.Text("PackageType") ?? "Zip") != "Zip") throw LambdaErrors.NotServed("functions in images are not implemented, those in zip files are");
        return ChangedAsync(region, defaults, input, cancellationToken);
    }

    /// <summary>The configuration after a change: what the request does not name stays.</summary>
    public async Task<JsonObject> ChangedAsync(string region, JsonObject before, JsonObject input, CancellationToken cancellationToken)
    {
        foreach (var name in Absent)
            if (input[name] is { } value and not (JsonArray { Count: 0 } or JsonObject { Count: 0 }))
                throw LambdaErrors.NotServed($"{name} is not implemented ({value.ToJsonString()})");
        var settings = before.DeepClone().AsObject();
        foreach (var name in Plain)
            if (input[name] is { } value) settings[name] = value.DeepClone();
        SetEnvironment(settings, input);
        SetLogging(settings, input);
        if (input["SnapStart"] is JsonObject snap && snap.Text("ApplyOn") is { } apply)
            settings["SnapStart"] = new JsonObject { ["ApplyOn"] = apply, ["OptimizationStatus"] = "Off" };
        if (input["VpcConfig"] is JsonObject network) await SetNetworkAsync(region, settings, network, cancellationToken);
        if (settings.Text("KMSKeyArn") is null) settings.Remove("KMSKeyArn");
        if (settings.Structure("DeadLetterConfig").Text("TargetArn") is null) settings.Remove("DeadLetterConfig");
        FunctionRules.Check(settings);
        if (input["Role"] is not null) await DemandRoleAsync(region, settings.Text("Role")!, cancellationToken);
        return settings;
    }

    private async Task DemandRoleAsync(string region, string role, CancellationToken cancellationToken)
    {
        try
        {
            await permissions.DemandTrustAsync("lambda.amazonaws.com", role, region, null, "lambda takes a function's role", cancellationToken);
        }
        catch (AwsException)
        {
            throw LambdaErrors.Invalid("The role defined for the function cannot be assumed by Lambda.");
        }
    }

    private static void SetEnvironment(JsonObject settings, JsonObject input)
    {
        if (input["Environment"] is not JsonObject given) return;
        var variables = given.Structure("Variables");
        FunctionRules.CheckVariables(variables);
        if (variables.Count > 0) settings["Environment"] = new JsonObject { ["Variables"] = variables.DeepClone() };
        else settings.Remove("Environment");
    }

    private static void SetLogging(JsonObject settings, JsonObject input)
    {
        if (input["LoggingConfig"] is not JsonObject given) return;
        var logging = settings.Structure("LoggingConfig").DeepClone().AsObject();
        foreach (var (name, value) in given)
            if (value is not null) logging[name] = value.DeepClone();
        if (logging.Text("LogFormat") == "JSON")
        {
            logging["ApplicationLogLevel"] ??= "INFO";
            logging["SystemLogLevel"] ??= "INFO";
        }
        else
        {
            logging.Remove("ApplicationLogLevel");
            logging.Remove("SystemLogLevel");
        }

        settings["LoggingConfig"] = logging;
    }

    private async Task SetNetworkAsync(string region, JsonObject settings, JsonObject network, CancellationToken cancellationToken)
    {
        var (ids, groups) = (network.Texts("SubnetIds"), network.Texts("SecurityGroupIds"));
        settings.Remove("VpcConfig");
        if (ids.Count == 0 && groups.Count == 0) return;
        if (ids.Count == 0 || groups.Count == 0) throw LambdaErrors.Invalid("SubnetIds and SecurityGroupIds must be specified together.");
        var places = await FindAsync(region, ids, cancellationToken);
        settings["VpcConfig"] = new JsonObject
        {
            ["SubnetIds"] = JsonReading.Array(ids),
            ["SecurityGroupIds"] = JsonReading.Array(groups),
            ["VpcId"] = places[0].VpcId,
            ["Ipv6AllowedForDualStack"] = network.Flag("Ipv6AllowedForDualStack") ?? false,
        };
    }

    private async Task<IReadOnlyList<Subnet>> FindAsync(string region, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        try
        {
            return await subnets.FindAsync(region, ids, cancellationToken);
        }
        catch (AwsException error) when (error.Status < StatusCodes.Status500InternalServerError)
        {
            throw LambdaErrors.Invalid($"Error occurred while DescribeSubnets. EC2 Error Code: {error.Code}. EC2 Error Message: {error.Message}");
        }
    }
}
