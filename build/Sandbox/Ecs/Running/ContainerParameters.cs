using System.Globalization;
using System.Text.Json.Nodes;
using Docker.DotNet.Models;
using Notejam.Sandbox.Certificates;
using Notejam.Sandbox.Host;

namespace Notejam.Sandbox.Ecs.Running;

/// <summary>A container definition as Docker takes it.</summary>
internal static class ContainerParameters
{
    /// <summary>Label with the task's id.</summary>
    public const string TaskLabel = "notejam.task";

    private const long Mebibyte = 1024 * 1024;

    // Small limits that do on Fargate's own kernels starve a runtime that also counts page cache here.
    private const long SmallestMemory = 512 * Mebibyte;
    private static readonly TimeSpan ShortestCheck = TimeSpan.FromSeconds(2);

    /// <summary>The parameters of a container.</summary>
    /// <param name="cgroupDriver">The engine's.</param>
    public static CreateContainerParameters Of(ContainerPlan plan, SandboxOptions options, string? cgroupDriver)
    {
        var definition = plan.Container;
        var shortId = plan.Task.Id[..12];
        return new CreateContainerParameters
        {
            Name = $"notejam-{options.Port}-{plan.Name}-{shortId}",
            Image = (string)definition["image"]!,
            Env = [.. plan.Environment().Select(pair => $"{pair.Key}={pair.Value}")],
            // Null, to Docker, is what the image says.
            Cmd = plan.Command is { } command ? [.. command] : null!,
            Entrypoint = plan.EntryPoint is { } entryPoint ? [.. entryPoint] : null!,
            User = (string?)definition["user"] ?? "",
            WorkingDir = (string?)definition["workingDirectory"] ?? "",
            Healthcheck = HealthCheck(definition["healthCheck"], options),
            Labels = new Dictionary<string, string>
            {
                [SandboxNetwork.Label] = options.Port.ToString(CultureInfo.InvariantCulture),
                [TaskLabel] = plan.Task.Id,
                ["notejam.region"] = plan.Region,
                ["notejam.cluster"] = plan.Task.ClusterName,
                ["notejam.task-set"] = plan.Task.TaskSetId ?? "",
                ["notejam.container"] = plan.Name,
            },
            HostConfig = new HostConfig
            {
                NetworkMode = plan.NetworkMode,
                Memory = Memory(plan),
                CPUShares = ProcessorShare.Of(plan.TaskBody, plan.Name),
                CgroupParent = ProcessorShare.Parent(cgroupDriver),
                ReadonlyRootfs = (bool?)definition["readonlyRootFilesystem"] ?? false,
                Init = (bool?)definition["linuxParameters"]?["initProcessEnabled"],
                Tmpfs = ScratchSpace(definition),
                Mounts = plan.CertificateBundle is { } bundle
                    ? [new Mount { Type = "bind", Source = bundle, Target = CertificateBundle.PathInContainer, ReadOnly = true }]
                    : [],
                LogConfig = new LogConfig { Type = "json-file", Config = new Dictionary<string, string> { ["max-size"] = "20m" } },
            },
        };
    }

    private static long Memory(ContainerPlan plan)
    {
        var mebibytes = (int?)plan.Container["memory"]
            ?? (int.TryParse((string?)plan.TaskBody["memory"], NumberStyles.None, CultureInfo.InvariantCulture, out var task) ? task : 0);
        return mebibytes == 0 ? 0 : Math.Max(mebibytes * Mebibyte, SmallestMemory);
    }

    // Volumes of Fargate tasks are scratch space; here each container has its own.
    private static Dictionary<string, string> ScratchSpace(JsonObject definition) => (definition["mountPoints"]?.AsArray() ?? [])
        .ToDictionary(mount => (string)mount!["containerPath"]!, _ => "rw,mode=1777");

    private static HealthcheckConfig HealthCheck(JsonNode? check, SandboxOptions options)
    {
        // ECS ignores an image's own HEALTHCHECK.
        if (check is null) return new HealthcheckConfig { Test = ["NONE"] };
        TimeSpan Scaled(string name, int otherwise)
        {
            var time = TimeSpan.FromSeconds(((int?)check[name] ?? otherwise) / options.TimeScale);
            return time > ShortestCheck ? time : ShortestCheck;
        }

        return new HealthcheckConfig
        {
            Test = [.. check["command"]!.AsArray().Select(word => (string)word!)],
            Interval = Scaled("interval", 30),
            Timeout = Scaled("timeout", 5),
            StartPeriod = Scaled("startPeriod", 0),
            Retries = (int?)check["retries"] ?? 3,
        };
    }
}
