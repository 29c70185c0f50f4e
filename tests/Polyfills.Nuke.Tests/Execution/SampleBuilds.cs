using Nuke.Common;

namespace Polyfills.Nuke.Tests.Execution;

internal sealed class Chain : NukeBuild
{
    internal Target A => _ => _.Executes(() => { });

    internal Target B => _ => _.DependsOn(A).Executes(() => { });

    internal Target C => _ => _.DependsOn(B).Executes(() => { });
}

internal sealed class Unrelated : NukeBuild
{
    internal Target A => _ => _.Executes(() => { });

    internal Target B => _ => _.Executes(() => { });

    internal Target C => _ => _.Executes(() => { });
}

internal sealed class Ordered : NukeBuild
{
    internal Target A => _ => _.After(B).Executes(() => { });

    internal Target B => _ => _.Before(C).Executes(() => { });

    internal Target C => _ => _.After(A).Executes(() => { });
}

internal sealed class Dependent : NukeBuild
{
    internal Target A => _ => _.DependentFor(B).Executes(() => { });

    internal Target B => _ => _.Executes(() => { });
}

internal sealed class Triggering : NukeBuild
{
    internal Target A => _ => _.Triggers(B).Executes(() => { });

    internal Target B => _ => _.DependsOn(C).Executes(() => { });

    internal Target C => _ => _.After(A).Executes(() => { });

    internal Target D => _ => _.Triggers(A).Executes(() => { });
}

internal sealed class Circle : NukeBuild
{
    internal Target A => _ => _.DependsOn(B).Executes(() => { });

    internal Target B => _ => _.After(A).Executes(() => { });

    internal Target C => _ => _.DependsOn(B).Executes(() => { });
}

internal sealed class Selfish : NukeBuild
{
    internal Target A => _ => _.DependsOn(A).Executes(() => { });
}

internal interface IPush : INukeBuild
{
    Target Push => _ => _.Description("pushes").Executes(() => { });
}

internal interface IPushToo : INukeBuild
{
    Target Push => _ => _.Executes(() => { });
}

internal interface IRelease : IPush
{
    Target Release => _ => _.DependsOn<IPush>(x => x.Push).Executes(() => { });
}

internal sealed class Composed : NukeBuild, IRelease
{
    internal Target Shorthand => _ => _.DependsOn<IPush>().Executes(() => { });

    internal Target Optional => _ => _.TryDependsOn<IPushToo>(x => x.Push).Executes(() => { });
}

internal sealed class Ambiguous : NukeBuild, IPush, IPushToo;

internal sealed class Inheriting : NukeBuild, IPush
{
    public Target Push => _ => _.Inherit<IPush>(x => x.Push).Executes(() => { });
}

internal abstract class Based : NukeBuild
{
    public virtual Target Work => _ => _.Description("from the base").Executes(() => { });
}

internal sealed class Derived : Based
{
    public override Target Work => _ => _.Base().Executes(() => { });
}
