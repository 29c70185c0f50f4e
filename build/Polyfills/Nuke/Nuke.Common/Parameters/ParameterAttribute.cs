using System.Reflection;
using Nuke.Common.ValueInjection;

namespace Nuke.Common;

/// <summary>A member that takes its value from the command line, the environment or a parameters file.</summary>
public class ParameterAttribute : ValueInjectionAttributeBase
{
    public ParameterAttribute(string description = null) => Description = description;

    public virtual string Description { get; }

    /// <summary>Overrides the member's name.</summary>
    public string Name { get; set; }

    /// <summary>Splits one value into several.</summary>
    public string Separator { get; set; }

    /// <summary>Whether <c>--help</c> shows it.</summary>
    public virtual bool List { get; set; } = true;

    public Type ValueProviderType { get; set; }

    /// <summary>The member that lists the allowed values.</summary>
    public string ValueProviderMember { get; set; }

    public override object GetValue(MemberInfo member, object instance) =>
        ParameterService.GetParameter(member, member.GetMemberType().GetNullableType());

    public virtual IEnumerable<(string, object)> GetValueSet(MemberInfo member, object instance) => null;
}
