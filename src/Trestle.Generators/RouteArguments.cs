using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Trestle.Generators;

/// <summary>What a call on a scope was given, by the names of its parameters.</summary>
sealed class RouteArguments(IInvocationOperation call, RouteReader reader)
{
    public IEnumerable<INamedTypeSymbol> Types => call.TargetMethod.TypeArguments.OfType<INamedTypeSymbol>();

    public IOperation? Nested => Of("nested")?.Value;

    /// <summary>A text that is known here, or null where none is given; says so when only the running application knows it.</summary>
    public bool TryText(string name, out string? text)
    {
        text = null;

        if (Of(name) is not { } argument || argument.Value.WithoutConversion() is IDefaultValueOperation)
            return true;

        if (argument.Value.WithoutConversion().ConstantValue is { HasValue: true, Value: var value })
        {
            text = value as string;

            return true;
        }

        reader.Unreadable(argument.Value.Syntax, $"its {name} is not a constant");

        return false;
    }

    public bool IsSet(string name) => Of(name)?.Value.WithoutConversion().ConstantValue is { HasValue: true, Value: true };

    /// <summary>The value of an enum, null when none is given.</summary>
    public int? NumberOf(string name) =>
        Of(name)?.Value.WithoutConversion().ConstantValue is { HasValue: true, Value: int number } ? number : null;

    /// <summary>"theme" of <c>new { theme = "dark" }</c>.</summary>
    public IEnumerable<string> MembersOf(string name) =>
        Of(name)?.Value.WithoutConversion().Type is { IsAnonymousType: true } type
            ? type.GetMembers().OfType<IPropertySymbol>().Select(member => member.Name)
            : [];

    /// <summary>Where an argument stands; the whole call's name when it was not written.</summary>
    public Location LocationOf(string name) =>
        Of(name) is { ArgumentKind: ArgumentKind.Explicit, Value.Syntax: var written } ? written.GetLocation()
        : call.Syntax is InvocationExpressionSyntax { Expression: var method } ? method.GetLocation()
        : call.Syntax.GetLocation();

    IArgumentOperation? Of(string name) => call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == name);
}
