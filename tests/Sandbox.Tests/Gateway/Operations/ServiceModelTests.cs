using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Notejam.Machine.Processes;
using Notejam.Sandbox.Daemon;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Gateway.Operations;

/// <summary>The operations that the sandbox lists, beside AWS's own models of the services, which botocore carries.</summary>
[Trait("Suite", "wire")]
public sealed class ServiceModelTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly WebApplication _app;

    public ServiceModelTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSandbox(_folder.Options);
        _app = builder.Build();
    }

    public static TheoryData<string, string, AwsProtocol> Services => new()
    {
        { "application-autoscaling", "application-autoscaling", AwsProtocol.Json },
        { "backup", "backup", AwsProtocol.Rest },
        { "codedeploy", "codedeploy", AwsProtocol.Json },
        { "ecr", "ecr", AwsProtocol.Json },
        { "ecs", "ecs", AwsProtocol.Json },
        { "elasticache", "elasticache", AwsProtocol.Query },
        { "elasticloadbalancing", "elbv2", AwsProtocol.Query },
        { "events", "events", AwsProtocol.Json },
        { "lambda", "lambda", AwsProtocol.Rest },
        { "rds", "rds", AwsProtocol.Query },
        { "route53", "route53", AwsProtocol.RestXml },
        { "secretsmanager", "secretsmanager", AwsProtocol.Json },
        { "sts", "sts", AwsProtocol.Query },
    };

    [Fact]
    public void Every_native_service_is_compared() => Assert.Equal(
        Services.Select(row => (string)row[0]).Order(StringComparer.Ordinal),
        _app.Services.GetServices<AwsService>().Select(service => service.SigningName).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Operations_have_the_names_and_the_routes_of_the_service_s_model(string signingName, string model, AwsProtocol protocol)
    {
        var service = _app.Services.GetServices<AwsService>().Single(service => service.SigningName == signingName);
        var known = await ModelAsync(model);

        Assert.Equal(protocol, service.Protocol);
        Assert.All(service.Operations, operation =>
        {
            Assert.True(known.TryGetValue(operation.Name, out var route), $"{signingName} has no operation {operation.Name}");
            if (operation.Route is { } own) Assert.Equal(Normal(route!), Normal(own.Text));
            else Assert.True(protocol is AwsProtocol.Json or AwsProtocol.Query, $"{operation.Name} has no route");
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<Dictionary<string, string>> ModelAsync(string service)
    {
        const string script = """
            import botocore.loaders, json, sys
            model = botocore.loaders.Loader().load_service_model(sys.argv[1], "service-2")
            print(json.dumps({name: each["http"]["method"] + " " + each["http"]["requestUri"] for name, each in model["operations"].items()}))
            """;
        var result = await new ProcessRunner().RunAsync(ProcessCommand.Of("python3", "-", service) with { StandardInput = script });
        Assert.True(result.Succeeded, result.Error);
        return JsonSerializer.Deserialize<Dictionary<string, string>>(result.Output)!;
    }

    // Names of parameters are the sandbox's own.
    private static string Normal(string route) => Regex.Replace(route, @"\{[^}]+\}", "{}").TrimEnd('/');
}
