namespace Notejam.Pipeline.Infra.Teardown;

/// <summary>What somebody else keeps in a place that is destroyed with an environment.</summary>
/// <param name="Line">What it is and where.</param>
/// <param name="Command">The command of the AWS CLI by which its owner takes it out.</param>
internal sealed record Lodger(string Line, string Command);
