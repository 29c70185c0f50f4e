using Xunit.Abstractions;
using Xunit.Sdk;

namespace Notejam.EndToEnd.Support;

/// <summary>The place of a chapter in a story: each begins where the one before has ended.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChapterAttribute(int number) : Attribute
{
    /// <summary>Its number.</summary>
    public int Number { get; } = number;
}

/// <summary>Runs the chapters of a class in their order.</summary>
public sealed class InOrder : ITestCaseOrderer
{
    /// <inheritdoc />
    public IEnumerable<TTestCase> OrderTestCases<TTestCase>(IEnumerable<TTestCase> testCases) where TTestCase : ITestCase =>
        testCases.OrderBy(test => test.TestMethod.Method.GetCustomAttributes(typeof(ChapterAttribute).AssemblyQualifiedName).Single().GetNamedArgument<int>(nameof(ChapterAttribute.Number)));
}
