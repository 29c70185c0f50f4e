using Notejam.Hooks.Cache;
using Notejam.Hooks.Configuration;
using Notejam.Hooks.Database;
using Notejam.Hooks.Redeployment;
using Notejam.Hooks.Rotation;
using Notejam.Hooks.Runtime;
using Notejam.Hooks.Validation;

namespace Notejam.Hooks;

/// <summary>The functions that this executable is, by the name that Lambda gives in _HANDLER.</summary>
internal sealed class Handlers(FunctionSettings settings, FunctionLog log, TimeProvider time)
{
    private readonly AwsClients _aws = new(settings);

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["ApplySecrets", "Redeploy", "RotateCacheToken", "RotateDatabaseSecret", "ValidateRelease"];

    /// <summary>Makes a function ready.</summary>
    /// <exception cref="HookException">There is none of that name, or a variable of its environment is missing.</exception>
    public IHandler Create(string name) => name switch
    {
        "ValidateRelease" => new ValidateRelease(_aws.CodeDeploy(), new ReleaseChecks(ReleaseChecks.CreateClient(), settings.Address("NOTEJAM_TEST_URL")), log, time),
        "RotateDatabaseSecret" => new RotateSecret(_aws.Secrets(), Database(), log),
        "RotateCacheToken" => new RotateSecret(_aws.Secrets(), Cache(), log),
        "ApplySecrets" => new ApplySecrets(_aws.Secrets(), Database(), Cache(), settings, log),
        "Redeploy" => new Redeploy(_aws.Ecs(), _aws.CodeDeploy(), _aws.Secrets(), RolloutTarget.Read(settings), time, log),
        _ => throw new HookException($"There is no function '{name}': the handler is one of {string.Join(", ", Names)}."),
    };

    private DatabaseUsers Database()
    {
        var address = DatabaseAddress.Read(settings);
        var authorities = new DatabaseAuthorities(settings, new HttpClient { Timeout = TimeSpan.FromSeconds(20) });
        return new DatabaseUsers(_aws.Rds(), new DatabaseConnections(address, authorities), address, log, time);
    }

    private CacheTokens Cache()
    {
        var address = CacheAddress.Read(settings);
        return new CacheTokens(_aws.ElastiCache(), new CacheConnections(address), address, log, time);
    }
}
