namespace Nuke.Common.Utilities;

internal sealed class DelegateDisposable(Action cleanup) : IDisposable
{
    internal static IDisposable Nothing { get; } = new DelegateDisposable(null);

    public void Dispose() => cleanup?.Invoke();
}
