using Nuke.Common.Utilities;

namespace Nuke.Common.Execution;

/// <summary>Refuses targets that wait for each other: strongly connected components, after Tarjan.</summary>
internal sealed class DependencyCycles
{
    private readonly IReadOnlyList<ExecutableTarget> _targets;
    private readonly Dictionary<ExecutableTarget, int> _index = [];
    private readonly Dictionary<ExecutableTarget, int> _lowest = [];
    private readonly Stack<ExecutableTarget> _stack = [];
    private readonly List<List<ExecutableTarget>> _components = [];

    private DependencyCycles(IReadOnlyList<ExecutableTarget> targets) => _targets = targets;

    public static void Refuse(IReadOnlyList<ExecutableTarget> targets)
    {
        var cycles = new DependencyCycles(targets).Find().ConvertAll(x => $" - {x.Select(y => y.Name).JoinCommaSpace()}");
        if (cycles.Count > 0)
            Assert.Fail(cycles.Prepend("Circular dependencies between targets:").JoinNewLine());
    }

    private List<List<ExecutableTarget>> Find()
    {
        foreach (var target in _targets)
        {
            if (!_index.ContainsKey(target))
                Visit(target);
        }

        return _components.FindAll(x => x.Count > 1);
    }

    private void Visit(ExecutableTarget target)
    {
        _index[target] = _lowest[target] = _index.Count;
        _stack.Push(target);

        foreach (var dependency in target.AllDependencies.Where(_targets.Contains))
        {
            if (!_index.TryGetValue(dependency, out var index))
            {
                Visit(dependency);
                _lowest[target] = Math.Min(_lowest[target], _lowest[dependency]);
            }
            else if (_stack.Contains(dependency))
            {
                _lowest[target] = Math.Min(_lowest[target], index);
            }
        }

        if (_lowest[target] != _index[target])
            return;

        var component = new List<ExecutableTarget>();
        do
            component.Add(_stack.Pop());
        while (component[^1] != target);
        component.Reverse();
        _components.Add(component);
    }
}
