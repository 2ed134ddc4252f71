using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Trestle.Generators;

// A type is immutable when all that can be reached from it stays as it is. Types of the app are judged by their fields.
// The compiler sees no private fields of types in other assemblies, so those count when they are known, are records, or
// their author says so with [ImmutableObject(true)]. A struct is copied when it is sent, so only what its fields lead to
// counts. What is found is kept per compilation: every message type is looked at once.

/// <summary>Says of a type whether it is deeply immutable, and if not, what in it can change.</summary>
sealed class Immutability(TrestleTypes trestle)
{
    readonly ConcurrentDictionary<ITypeSymbol, ImmutableArray<Mutation>> known = new(SymbolEqualityComparer.Default);

    /// <summary>The first thing that can change; null when there is none.</summary>
    public Mutation? Of(ITypeSymbol type) => All(type).FirstOrDefault();

    /// <summary>One entry for each member that leads to something that can change.</summary>
    public ImmutableArray<Mutation> All(ITypeSymbol type)
    {
        if (known.TryGetValue(type, out var found))
            return found;

        // Not GetOrAdd: a type that contains itself asks for itself while it is judged.
        found = [.. Judge(type, new(SymbolEqualityComparer.Default))];
        known[type] = found;

        return found;
    }

    IEnumerable<Mutation> Judge(ITypeSymbol type, HashSet<ITypeSymbol> above) => type switch
    {
        IArrayTypeSymbol array => [Changing($"is {array.Shown}", "ImmutableArray", array.ElementType)],
        { TypeKind: TypeKind.Delegate } => [Perhaps($"is {type.Shown}, which brings along what it captured", "Send a value, and decide where it arrives what to do")],
        INamedTypeSymbol named when IsKnown(named) => [],
        INamedTypeSymbol named when IsContainer(named) => Arguments(named, above),
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.SelectMany(element => Member(element, element.Type, above)),
        INamedTypeSymbol named when Replaceable(named) is { } mutation => [mutation],
        { SpecialType: SpecialType.System_Object } or IDynamicTypeSymbol => [Perhaps("is object, which may be anything", "Give it a type that cannot change")],
        { TypeKind: TypeKind.Interface } => [Perhaps($"is {type.Shown}, which may be something that changes", "Give it a type that cannot change")],
        INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } named => Members(named, above),
        _ => [],
    };

    bool IsKnown(INamedTypeSymbol type) =>
        type.TypeKind is TypeKind.Enum or TypeKind.Error
        || type.SpecialType is (>= SpecialType.System_Boolean and <= SpecialType.System_UIntPtr) or SpecialType.System_DateTime
        || KnownTypes.Immutable.Contains(type.FullName)
        || trestle.IsOurs(type)
        || type.Hierarchy().Any(level => level.FullName == "System.Exception")
        || type.GetAttributes().Any(IsPromise);

    static bool IsPromise(AttributeData attribute) =>
        attribute.AttributeClass?.FullName == "System.ComponentModel.ImmutableObjectAttribute"
        && attribute.ConstructorArguments is [{ Value: true }];

    static bool IsContainer(INamedTypeSymbol type) =>
        KnownTypes.Containers.Contains(type.FullName)
        || (KnownTypes.ContainerSpaces.Contains(type.ContainingNamespace?.ToDisplayString() ?? "") && type.Name is not "Builder");

    IEnumerable<Mutation> Arguments(INamedTypeSymbol type, HashSet<ITypeSymbol> above) => type.TypeArguments
        .SelectMany(argument => Inside(argument, above).Select(mutation => mutation with
        {
            Fact = mutation.Path.IsEmpty
                ? $"holds {argument.Shown}, which can change"
                : $"holds {argument.Shown}, and {argument.Shown}.{string.Join(".", mutation.Path)} {mutation.Fact}",
            Path = [],
            Fix = mutation.Declaration is null ? null : mutation.Fix,
        }))
        .Take(1);

    static Mutation? Replaceable(INamedTypeSymbol type)
    {
        if (KnownTypes.Instead.TryGetValue(type.FullName, out var instead))
            return Changing($"is {type.Shown}", instead, [.. type.TypeArguments]);

        if (KnownTypes.InsteadOfFaces.TryGetValue(type.FullName, out instead))
            return Changing($"is {type.Shown}, which may be a collection that changes", instead, [.. type.TypeArguments]) with { IsCertain = false };

        return KnownTypes.Changing.TryGetValue(type.FullName, out var cure) ? new([], $"is {type.Shown}", cure, IsCertain: true) : null;
    }

    Mutation[] Members(INamedTypeSymbol type, HashSet<ITypeSymbol> above)
    {
        if (!above.Add(type))
            return [];

        var mutations = type.IsInSource || (type.IsValueType && UsesTrestle(type)) ? Fields(type, above)
            : type.IsRecord || UsesTrestle(type) ? Properties(type, above)
            : type is { IsReadOnly: true, IsGenericType: false } ? []
            : [Perhaps($"is {type.Shown}, which is not known to be immutable", "Give it a type that cannot change")];

        Mutation[] found = [.. mutations, .. Inherited(type, above)];
        above.Remove(type);

        return found;
    }

    Mutation[] Inherited(INamedTypeSymbol type, HashSet<ITypeSymbol> above) =>
        type is { IsReferenceType: true, BaseType: { SpecialType: SpecialType.None } parent } && !IsKnown(parent) ? Members(parent, above) : [];

    // A type that was compiled with these analyzers is trusted in what they saw there: its private fields.
    bool UsesTrestle(INamedTypeSymbol type) =>
        type.ContainingModule?.ReferencedAssemblies.Any(name => name.Name == "Trestle.Processes") == true;

    IEnumerable<Mutation> Fields(INamedTypeSymbol type, HashSet<ITypeSymbol> above) =>
        from member in type.GetMembers()
        where !member.IsStatic
        from mutation in member switch
        {
            IFieldSymbol field => Field(type, field, above),
            IEventSymbol { AddMethod.IsImplicitlyDeclared: true } => [Changing("is an event, and takes subscribers").Below(member)],
            _ => [],
        }
        select mutation;

    IEnumerable<Mutation> Field(INamedTypeSymbol type, IFieldSymbol field, HashSet<ITypeSymbol> above)
    {
        if (field.AssociatedSymbol is IEventSymbol)
            return [];

        var member = field.AssociatedSymbol ?? field;

        if (type.IsReferenceType && Setter(member) is { } mutation)
            return [mutation.Below(member)];

        return Member(member, field.Type, above);
    }

    IEnumerable<Mutation> Properties(INamedTypeSymbol type, HashSet<ITypeSymbol> above) =>
        from member in type.GetMembers()
        where !member.IsStatic && member.DeclaredAccessibility == Accessibility.Public
        from mutation in Setter(member) is { } setter ? [setter.Below(member)]
            : member is IPropertySymbol { SetMethod: not null } property ? Member(property, property.Type, above)
            : member is IFieldSymbol field ? Member(field, field.Type, above)
            : []
        select mutation;

    static Mutation? Setter(ISymbol member) => member switch
    {
        IPropertySymbol { SetMethod: { IsInitOnly: false } } => new([], "has a setter", "Make it init", IsCertain: true) { Fix = Mutation.Init },
        IFieldSymbol { IsReadOnly: false, IsConst: false } => new([], "is a field that is not readonly", "Make it readonly", IsCertain: true) { Fix = Mutation.ReadOnly },
        _ => null,
    };

    IEnumerable<Mutation> Member(ISymbol member, ITypeSymbol type, HashSet<ITypeSymbol> above) =>
        Inside(type, above).Take(1).Select(mutation => mutation.Below(member));

    IEnumerable<Mutation> Inside(ITypeSymbol type, HashSet<ITypeSymbol> above) =>
        known.TryGetValue(type, out var found) ? found : Judge(type, above);

    static Mutation Changing(string fact, string instead, params ITypeSymbol[] arguments) =>
        new([], fact, $"Make it {instead}<{string.Join(", ", arguments.Select(argument => argument.Shown))}>", IsCertain: true)
        {
            Fix = $"System.Collections.Immutable.{instead}`{arguments.Length}",
        };

    static Mutation Changing(string fact) => new([], fact, "Take it out", IsCertain: true);

    static Mutation Perhaps(string fact, string cure) => new([], fact, cure, IsCertain: false);
}
