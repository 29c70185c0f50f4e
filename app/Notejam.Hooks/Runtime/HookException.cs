namespace Notejam.Hooks.Runtime;

/// <summary>Why a function could not do its work, for whoever reads its log. Its message holds no secret.</summary>
internal sealed class HookException(string message, Exception? inner = null) : Exception(message, inner);
