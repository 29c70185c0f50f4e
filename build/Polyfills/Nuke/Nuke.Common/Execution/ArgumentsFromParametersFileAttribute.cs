using System.Reflection;
using System.Text.Json;
using Nuke.Common.IO;
using Nuke.Common.Utilities;
using Nuke.Common.ValueInjection;
using Serilog;

namespace Nuke.Common.Execution;

/// <summary>Reads <c>.nuke/parameters.json</c> and the files of the profiles; later files win.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ArgumentsFromParametersFileAttribute : BuildExtensionAttributeBase, IOnBuildCreated
{
    public void OnBuildCreated(IReadOnlyCollection<ExecutableTarget> executableTargets)
    {
        List<(string Profile, AbsolutePath File)> files = [];
        var common = Constants.GetParametersFile(Build.RootDirectory);
        if (common.FileExists())
            files.Add((null, common));
        foreach (var profile in Build.LoadedLocalProfiles)
        {
            var file = Constants.GetParametersFile(Build.RootDirectory, profile);
            Assert.FileExists(file);
            files.Add((profile, file));
        }

        if (files.Count == 0)
            return;

        var members = ValueInjectionUtility.GetParameterMembers(Build.GetType(), includeUnlisted: true);
        var arguments = files.SelectMany(x => Load(x.File).SelectMany(y => ToArguments(members, x.Profile, y.Name, y.Values)));
        ParameterService.Instance.ParametersFiles = new ArgumentParser(arguments.ToList());
    }

    private static List<(string Name, string[] Values)> Load(AbsolutePath file)
    {
        try
        {
            using var document = JsonDocument.Parse(
                file.ReadAllText(),
                new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return document.RootElement.EnumerateObject()
                .Where(x => x.Name != "$schema")
                .Select(x => (x.Name, GetValues(x.Value)))
                .ToList();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new InvalidOperationException(
                $"Failed parsing parameters file '{file}'. {exception.Message}", exception);
        }
    }

    private static string[] GetValues(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(x => x.ToString())]
            : [value.ToString()];

    private IEnumerable<string> ToArguments(List<MemberInfo> members, string profile, string name, string[] values)
    {
        var member = members.Find(x => ParameterService.GetParameterMemberName(x).Equals(name, StringComparison.Ordinal));
        // Passed over without a word, as the genuine engine does.
        if (member is null)
        {
            Log.Verbose("Passing no value for {Name}, which is no parameter", name);
            return [];
        }

        var secret = member.IsDefined(typeof(SecretAttribute));
        var isPath = member.GetMemberType().GetScalarType() is { } type
            && (type == typeof(AbsolutePath) || type == typeof(ProjectModel.Solution));

        var converted = values
            .Select(x => secret ? ParameterSecrets.Decrypt(x, profile, name) : x)
            .Select(x => isPath ? (string)(Build.RootDirectory / x) : x)
            .ToList();
        Log.Verbose(
            "Passing value for {Member} ({Value})",
            member.Name,
            secret ? "secret" : converted.JoinComma());
        return converted.Prepend($"--{name.ToDashedName()}");
    }
}
