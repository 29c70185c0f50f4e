using System.Reflection;
using Serilog;

namespace Nuke.Common.ValueInjection;

/// <summary>Base of attributes that give members their values.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public abstract class ValueInjectionAttributeBase : Attribute
{
    public INukeBuild Build { get; internal set; }

    public virtual int Priority => 0;

    public virtual bool SuppressWarnings => false;

    /// <summary>The value; null, after a warning, when it cannot be had.</summary>
    public object TryGetValue(MemberInfo member, object instance)
    {
        try
        {
            return GetValue(member, instance);
        }
#pragma warning disable CA1031 // A member without value is for its requirement to judge.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (!SuppressWarnings && !member.IsDefined(typeof(OptionalAttribute)))
            {
                Log.Warning(
                    exception.Unwrap(),
                    "Could not inject value for {Member}",
                    $"{member.DeclaringType.Name}.{member.GetShortName()}");
            }

            return null;
        }
    }

    public abstract object GetValue(MemberInfo member, object instance);
}
