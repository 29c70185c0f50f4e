using System.Linq.Expressions;
using System.Reflection;

namespace Nuke.Common;

internal static class ReflectionExtensions
{
    public static object GetDefault(this Type type) =>
        type.IsValueType && Nullable.GetUnderlyingType(type) is null ? Activator.CreateInstance(type) : null;

    public static Type GetNullableType(this Type type) =>
        type.IsValueType && Nullable.GetUnderlyingType(type) is null ? typeof(Nullable<>).MakeGenericType(type) : type;

    public static Type GetScalarType(this Type type) =>
        Nullable.GetUnderlyingType(type) ?? (type.IsArray ? type.GetElementType() : type);

    public static int InheritanceDepth(this Type type) => type.BaseType is { } parent ? parent.InheritanceDepth() + 1 : 0;

    public static string GetDisplayName(this Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return underlying.GetDisplayName() + "?";
        if (type.IsArray)
            return type.GetElementType().GetDisplayName() + "[]";
        return Type.GetTypeCode(type) switch
        {
            _ when type.IsEnum => type.Name,
            TypeCode.Boolean => "bool",
            TypeCode.Int32 => "int",
            TypeCode.Int64 => "long",
            TypeCode.Double => "double",
            TypeCode.String => "string",
            _ => type.Name,
        };
    }

    /// <summary>The name; of an explicit implementation the part after the interface.</summary>
    public static string GetShortName(this MemberInfo member) => member.Name[(member.Name.LastIndexOf('.') + 1)..];

    public static Type GetMemberType(this MemberInfo member) => member switch
    {
        FieldInfo field => field.FieldType,
        PropertyInfo property => property.PropertyType,
        _ => throw new NotSupportedException($"Member '{member.Name}' must be a field or a property"),
    };

    public static object GetMemberValue(this MemberInfo member, object instance) => member switch
    {
        FieldInfo field => field.GetValue(instance),
        PropertyInfo property => property.GetValue(instance),
        _ => throw new NotSupportedException($"Member '{member.Name}' must be a field or a property"),
    };

    /// <summary>Sets a field, a property, or the field behind a property without setter.</summary>
    public static void SetMemberValue(this MemberInfo member, object instance, object value)
    {
        if (member is FieldInfo field)
        {
            field.SetValue(instance, value);
            return;
        }

        var property = (PropertyInfo)member;
        var backing = property.DeclaringType.GetField($"<{property.Name}>k__BackingField", BuildMembers.All);
        if (backing is not null)
        {
            backing.SetValue(instance, value);
            return;
        }

        Assert.True(property.SetMethod is not null, $"Property '{member.Name}' is not settable");
        property.SetValue(instance, value);
    }

    public static MemberInfo GetMember(this LambdaExpression expression) =>
        WithoutConversion(expression.Body) is MemberExpression body
            ? body.Member
            : throw new ArgumentException($"Expression '{expression}' must name a member");

    /// <summary>The object whose member the expression names; null for static members.</summary>
    public static object GetInstance(this LambdaExpression expression) =>
        ((MemberExpression)WithoutConversion(expression.Body)).Expression is { } instance ? Evaluate(instance) : null;

    /// <summary>The exception that says what happened, inside those that say that something did.</summary>
    public static Exception Unwrap(this Exception exception) => exception switch
    {
        TargetInvocationException { InnerException: { } inner } => inner.Unwrap(),
        TypeInitializationException { InnerException: { } inner } => inner.Unwrap(),
        AggregateException { InnerExceptions: [var only] } => only.Unwrap(),
        _ => exception,
    };

    private static Expression WithoutConversion(Expression expression) =>
        expression is UnaryExpression { NodeType: ExpressionType.Convert } conversion ? conversion.Operand : expression;

    // Walks 'this' and closures; compiling an expression costs tens of milliseconds.
    private static object Evaluate(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression member => member.Member.GetMemberValue(member.Expression is { } inner ? Evaluate(inner) : null),
        UnaryExpression { NodeType: ExpressionType.Convert } conversion => Evaluate(conversion.Operand),
        _ => Expression.Lambda(expression).Compile(preferInterpretation: true).DynamicInvoke(),
    };
}
