using System.Reflection;
using Amazon.KeyManagementService;
using Amazon.Runtime;
using Amazon.SecurityToken;

namespace Notejam.Polyfills.Aws.Tests.Official;

/// <summary>
/// Two services whose official packages are at hand are generated too and compared with them: what the generator makes
/// must be in the official package, name for name and type for type. One speaks json, the other query.
/// </summary>
public sealed class OfficialApiTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void The_generated_kms_client_is_part_of_the_official_one() =>
        AssertIsPartOf(GeneratedAssembly.Of("kms.awsmodel.json"), typeof(AmazonKeyManagementServiceClient).Assembly);

    [Fact]
    public void The_generated_sts_client_is_part_of_the_official_one() =>
        AssertIsPartOf(GeneratedAssembly.Of("sts.awsmodel.json"), typeof(AmazonSecurityTokenServiceClient).Assembly);

    private static void AssertIsPartOf(Assembly generated, Assembly official)
    {
        var types = generated.GetExportedTypes();
        Assert.NotEmpty(types);
        var foreign = new List<string>();
        foreach (var type in types)
        {
            var counterpart = official.GetType(type.FullName!);
            if (counterpart is null) foreign.Add(type.FullName!);
            else foreign.AddRange(Members(type).Except(Members(counterpart)).Select(member => $"{type.FullName}: {member}"));
        }

        Assert.True(foreign.Count == 0, "Not in the official package:\n" + string.Join('\n', foreign));
    }

    private static IEnumerable<string> Members(Type type)
    {
        yield return type.IsInterface ? "is an interface" : "is a class";
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType) yield return $"is a {ancestor}";
        foreach (var member in type.GetMembers(Declared).Where(member => member is not MethodInfo { IsSpecialName: true, Name: not "op_Implicit" }))
            yield return member.ToString()!;
        if (!type.IsAssignableTo(typeof(ConstantClass))) yield break;
        foreach (var constant in type.GetFields(Declared | BindingFlags.Static))
            yield return $"{constant.Name} = {((ConstantClass)constant.GetValue(null)!).Value}";
    }
}
