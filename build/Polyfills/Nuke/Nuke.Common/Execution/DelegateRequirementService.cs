using System.Linq.Expressions;
using System.Reflection;
using Nuke.Common.ValueInjection;

namespace Nuke.Common.Execution;

/// <summary>Checks, before any target runs, what the scheduled ones require. Never prompts.</summary>
internal static class DelegateRequirementService
{
    public static void ValidateRequirements(INukeBuild build, IReadOnlyCollection<ExecutableTarget> scheduled)
    {
        foreach (var target in scheduled)
        {
            foreach (var requirement in target.DelegateRequirements)
                Validate(build, target, requirement);
        }

        foreach (var (member, _) in ValueInjectionUtility.GetInjectionMembers(build.GetType()))
        {
            if (member.IsDefined(typeof(RequiredAttribute)) && IsMissing(member, build))
                Assert.Fail($"Member '{Describe(member)}' is required to be not null or empty");
        }
    }

    private static void Validate(INukeBuild build, ExecutableTarget target, LambdaExpression requirement)
    {
        if (requirement is Expression<Func<bool>> condition)
        {
            Assert.True(
                condition.Compile(preferInterpretation: true)(),
                $"Target '{target.Name}' requires '{requirement.Body}'");
            return;
        }

        var member = requirement.GetMember();
        if (member.DeclaringType != build.GetType())
            member = build.GetType().GetMember(member.Name).SingleOrDefault() ?? member;
        Assert.True(
            member.IsDefined(typeof(ValueInjectionAttributeBase)),
            $"Member '{Describe(member)}' is required from target '{target.Name}' but not marked with an injection attribute.");
        if (IsMissing(member, build))
            Assert.Fail($"Target '{target.Name}' requires member '{Describe(member)}' to be not null or empty{Remedy(member)}");
    }

    private static bool IsMissing(MemberInfo member, INukeBuild build) => member.GetMemberValue(build) switch
    {
        null => true,
        string text => string.IsNullOrWhiteSpace(text),
        _ => false,
    };

    private static string Describe(MemberInfo member) =>
        member.IsDefined(typeof(ParameterAttribute)) ? ParameterService.GetParameterMemberName(member) : member.Name;

    private static string Remedy(MemberInfo member) =>
        member.IsDefined(typeof(ParameterAttribute))
            ? $": give --{ParameterService.GetParameterDashedName(member)}"
            : string.Empty;
}
