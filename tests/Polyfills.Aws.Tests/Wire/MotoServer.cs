using Amazon.Runtime;

namespace Notejam.Polyfills.Aws.Tests.Wire;

/// <summary>moto, with what Peer/moto_peer.py puts into it.</summary>
public sealed class MotoServer() : PythonServer("moto_peer.py")
{
    public static BasicAWSCredentials Credentials => new("AKID", "SECRET");

    /// <summary>A configuration that leads a client here.</summary>
    public T Configured<T>(T config) where T : ClientConfig
    {
        config.ServiceURL = Address.ToString();
        config.AuthenticationRegion = "eu-west-1";
        return config;
    }
}
