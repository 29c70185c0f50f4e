using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Notejam.Sandbox.CodeDeploy.Model;
using Notejam.Sandbox.Gateway;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Notejam.Sandbox.CodeDeploy.Api;

/// <summary>Reads an AppSpec, YAML or JSON (which is YAML too), out of a revision.</summary>
internal static class AppSpecParser
{
    /// <summary>Reads a revision: type AppSpecContent, or String as older clients send it.</summary>
    /// <exception cref="AwsException">RevisionRequiredException, or InvalidRevisionException with what is wrong.</exception>
    public static AppSpec Read(JsonObject revision)
    {
        if (revision.Count == 0) throw new AwsException("RevisionRequiredException", "A revision must be specified.");
        var source = revision.Text("revisionType") switch
        {
            "AppSpecContent" => revision.Structure("appSpecContent"),
            "String" => revision.Structure("string"),
            var other => throw Invalid($"Revision type {other} is not supported for the ECS compute platform: use AppSpecContent."),
        };
        var content = source.Text("content") ?? throw Invalid("The AppSpec content is empty.");
        if (source.Text("sha256") is { } sha && !sha.Equals(Sha256(content), StringComparison.OrdinalIgnoreCase))
            throw Invalid("The SHA256 hash of the AppSpec content does not match the hash that was given.");
        return Parse(content);
    }

    /// <summary>Reads an AppSpec's text.</summary>
    public static AppSpec Parse(string content)
    {
        var root = Root(content);
        if (Child(root, "version") is not YamlScalarNode { Value: "0.0" or "0" or "0.00" })
            throw Invalid("The AppSpec file contains an invalid version value. The version must be 0.0.");
        if (Child(root, "Resources") is not YamlSequenceNode { Children.Count: 1 } resources)
            throw Invalid("The AppSpec file must contain a Resources section with exactly one resource.");
        var service = Child(resources.Children[0], "TargetService") ?? resources.Children.OfType<YamlMappingNode>().FirstOrDefault()?.Children.Values.FirstOrDefault();
        if (Text(Child(service, "Type")) != "AWS::ECS::Service")
            throw Invalid("The resource of the AppSpec file must be of type AWS::ECS::Service.");
        var properties = Child(service, "Properties");
        var loadBalancer = Child(properties, "LoadBalancerInfo");
        var port = Need(loadBalancer, "ContainerPort");
        if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 65535)
            throw Invalid($"ContainerPort of the AppSpec file is not a port: {port}.");
        return new AppSpec(Need(properties, "TaskDefinition"), Need(loadBalancer, "ContainerName"), number, Hooks(root));
    }

    private static Dictionary<string, string> Hooks(YamlMappingNode root)
    {
        var hooks = new Dictionary<string, string>();
        if (Child(root, "Hooks") is not YamlSequenceNode list) return hooks;
        foreach (var (key, value) in list.Children.OfType<YamlMappingNode>().SelectMany(item => item.Children))
        {
            var name = LifecycleEvent.Hookable.FirstOrDefault(known => known.Equals(Text(key), StringComparison.OrdinalIgnoreCase))
                ?? throw Invalid($"The AppSpec file has a hook for {Text(key)}. Hooks are possible for {string.Join(", ", LifecycleEvent.Hookable)}.");
            if (Text(value) is { Length: > 0 } function) hooks[name] = function;
        }

        return hooks;
    }

    private static YamlMappingNode Root(string content)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(content));
        }
        catch (YamlException error)
        {
            throw Invalid($"The AppSpec file is neither YAML nor JSON: {error.Message}");
        }

        return stream.Documents is [{ RootNode: YamlMappingNode root }] ? root : throw Invalid("The AppSpec file must be one map of sections.");
    }

    private static string Need(YamlNode? parent, string name) => Text(Child(parent, name)) is { Length: > 0 } text
        ? text
        : throw Invalid($"The AppSpec file lacks {name}.");

    // Keys are taken in any case: clients write resources as well as Resources.
    private static YamlNode? Child(YamlNode? parent, string name) => (parent as YamlMappingNode)?.Children
        .FirstOrDefault(pair => name.Equals(Text(pair.Key), StringComparison.OrdinalIgnoreCase)).Value;

    private static string? Text(YamlNode? node) => (node as YamlScalarNode)?.Value;

    private static string Sha256(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    private static AwsException Invalid(string message) => new("InvalidRevisionException", message);
}
