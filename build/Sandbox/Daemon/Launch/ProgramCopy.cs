using System.Globalization;
using System.Text.Json.Nodes;
using Notejam.Machine;

namespace Notejam.Sandbox.Daemon.Launch;

/// <summary>
/// The gateway's program in the sandbox's own folder. It outlives the clone that started it: a clone that is built again,
/// moved or deleted must not take the assemblies away that the gateway has yet to load.
/// </summary>
/// <param name="stateDirectory">The sandbox's.</param>
/// <param name="version">The version of what is copied; programs of one version are the same.</param>
internal sealed class ProgramCopy(string stateDirectory, string version)
{
    /// <summary>The name of the folder of all copies. It stays when the sandbox ends: the gateway runs from it until its very end.</summary>
    public const string Folder = "program";

    private const string Name = "Notejam.Sandbox";

    private string All => Path.Combine(stateDirectory, Folder);

    private string Own => Path.Combine(All, version);

    /// <summary>Sees to the copy.</summary>
    /// <param name="origin">Where the program was built.</param>
    /// <returns>What to give to dotnet.</returns>
    /// <exception cref="MachineException">The program is not there, or cannot be copied.</exception>
    public string Make(string origin)
    {
        var program = Path.Combine(Own, Name + ".dll");
        // A gateway that starts its own successor runs from the copy.
        if (IsSame(origin, Own)) return program;
        try
        {
            var parts = PartsIn(origin);
            if (parts.All(part => File.Exists(Path.Combine(Own, part)))) return program;
            // Whole or not there, whenever this is cut off.
            var whole = string.Create(CultureInfo.InvariantCulture, $"{Own}.{Environment.ProcessId}");
            foreach (var part in parts)
            {
                var target = Path.Combine(whole, part);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(Path.Combine(origin, part), target, overwrite: true);
            }

            // Somebody took a part of it away.
            if (Directory.Exists(Own)) Directory.Delete(Own, recursive: true);
            Directory.Move(whole, Own);
            return program;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MachineException($"The sandbox's program cannot be copied from {origin} to {Own} ({error.Message}): see who owns that folder and whether its disk is full.", error);
        }
    }

    /// <summary>Removes the copies of other versions that no process runs from.</summary>
    public void RemoveOthers()
    {
        if (!Directory.Exists(All)) return;
        var commands = Commands();
        foreach (var folder in Directory.GetDirectories(All))
        {
            if (folder == Own || commands.Any(command => command.Contains(folder + "/", StringComparison.Ordinal))) continue;
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Next time.
            }
        }
    }

    /// <summary>The files of the program, as its list of dependencies has them: the folder where it was built may be another program's too.</summary>
    internal static IReadOnlyList<string> PartsIn(string origin)
    {
        var list = Path.Combine(origin, Name + ".deps.json");
        var libraries = JsonNode.Parse(File.ReadAllText(list))!["targets"]!.AsObject().SelectMany(target => target.Value!.AsObject()).Select(library => library.Value!).ToList();
        var files = libraries.SelectMany(library => Names(library["runtime"]).Select(Path.GetFileName))
            .Concat(libraries.SelectMany(library => Names(library["runtimeTargets"])))
            .Append(Name + ".deps.json").Append(Name + ".runtimeconfig.json").Append(Name + ".dll")
            .Select(file => file!).Distinct(StringComparer.Ordinal).ToList();
        // The framework brings some, and others are for other systems.
        return [.. files.Concat(files.Select(file => Path.ChangeExtension(file, ".pdb"))).Distinct(StringComparer.Ordinal).Where(file => File.Exists(Path.Combine(origin, file)))];

        static IEnumerable<string> Names(JsonNode? assets) => assets?.AsObject().Select(asset => asset.Key) ?? [];
    }

    private static bool IsSame(string one, string other) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(one)) == Path.TrimEndingDirectorySeparator(Path.GetFullPath(other));

    // A process that is about to run the program has its path in its arguments as well.
    private static List<string> Commands()
    {
        var commands = new List<string>();
        foreach (var process in Directory.Exists("/proc") ? Directory.EnumerateDirectories("/proc") : [])
        {
            if (!int.TryParse(Path.GetFileName(process), CultureInfo.InvariantCulture, out _)) continue;
            try
            {
                commands.Add(File.ReadAllText(process + "/cmdline"));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Gone meanwhile.
            }
        }

        return commands;
    }
}
