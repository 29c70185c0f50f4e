using Amazon;
using Amazon.ECS;
using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace Notejam.Polyfills.Aws.Tests;

public sealed class ClientFactoryTests
{
    [Fact]
    public void Dependency_injection_makes_a_client_from_its_interface()
    {
        var services = new ServiceCollection();
        services.AddDefaultAWSOptions(new AWSOptions
        {
            Region = RegionEndpoint.EUWest1,
            Credentials = new BasicAWSCredentials("AKID", "SECRET"),
        });
        services.AddAWSService<IAmazonECS>();
        using var provider = services.BuildServiceProvider();

        var client = Assert.IsType<AmazonECSClient>(provider.GetRequiredService<IAmazonECS>());

        Assert.Equal(RegionEndpoint.EUWest1, client.Config.RegionEndpoint);
    }

    [Fact]
    public void Assemblies_have_the_official_names()
    {
        foreach (var client in GeneratedClient.All)
        {
            var name = client.Type.Assembly.GetName();
            Assert.Equal("AWSSDK." + client.Name, name.Name);
            Assert.Equal(new Version(4, 0, 0, 0), name.Version);
        }
    }

    [Fact]
    public void Each_client_is_behind_its_interface()
    {
        foreach (var client in GeneratedClient.All)
        {
            var service = client.Type.Assembly.GetType($"{client.Type.Namespace}.I{client.Type.Name[..^"Client".Length]}", throwOnError: true)!;
            Assert.True(client.Type.IsAssignableTo(service));
            Assert.DoesNotContain(client.Operations.Values, method => service.GetMethod(
                method.Name, [.. method.GetParameters().Select(parameter => parameter.ParameterType)]) is null);
        }
    }
}
