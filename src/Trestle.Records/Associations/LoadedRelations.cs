using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Trestle;

/// <summary>
/// The relations of one record that are known. EF tells a record's lazy loader what each query includes, tracking or
/// not; this one is such a loader, and loads nothing.
/// </summary>
sealed class LoadedRelations : ILazyLoader
{
    static readonly PropertyInfo loader = typeof(Record).GetProperty(nameof(Record.Loader), BindingFlags.Instance | BindingFlags.NonPublic)!;

    readonly List<string> names = [];
    bool all;

    public bool Has(string relation) => all || names.Contains(relation);

    public void Add(string relation) => SetLoaded(this, relation);

    /// <summary>What a new record has is all that there is.</summary>
    public void AddAll() => all = true;

    public void SetLoaded(object entity, [CallerMemberName] string navigationName = "", bool loaded = true)
    {
        if (loaded && !names.Contains(navigationName))
            names.Add(navigationName);
        else if (!loaded)
            names.Remove(navigationName);
    }

    public bool IsLoaded(object entity, [CallerMemberName] string navigationName = "") => Has(navigationName);

    // EF asks for this through its proxies alone, which records are not.
    public void Load(object entity, [CallerMemberName] string navigationName = "") => throw new NotSupportedException();

    public Task LoadAsync(object entity, CancellationToken cancellationToken = default, [CallerMemberName] string navigationName = "") =>
        throw new NotSupportedException();

    public void Dispose()
    {
    }

    /// <summary>Lets EF tell the records of a class what was loaded, if one of their relations asks for it.</summary>
    public static void Describe(IMutableEntityType entity)
    {
        if (entity.BaseType is not null || !entity.GetDerivedTypesInclusive().Any(HasGuardedRelation))
            return;

        var property = entity.AddServiceProperty(loader, typeof(ILazyLoader));
        property.ParameterBinding = new NoLoader(property);
    }

    // An automatic property's getter is the compiler's; one that says Loaded(field) is not.
    static bool HasGuardedRelation(IMutableEntityType entity) =>
        entity.GetNavigations().Concat<IReadOnlyNavigationBase>(entity.GetSkipNavigations())
            .Any(n => n.PropertyInfo?.GetMethod?.IsDefined(typeof(CompilerGeneratedAttribute)) == false);

    /// <summary>Nothing to set while a record is made: it has its own, once there is something to tell.</summary>
    sealed class NoLoader(IReadOnlyServiceProperty property)
        : ServiceParameterBinding(typeof(ILazyLoader), typeof(ILazyLoader), (IPropertyBase)property)
    {
        public override Expression BindToParameter(Expression materializationExpression, Expression bindingInfoExpression) =>
            Expression.Constant(null, typeof(ILazyLoader));

        public override ParameterBinding With(IPropertyBase[] consumedProperties) =>
            new NoLoader((IReadOnlyServiceProperty)consumedProperties.Single());
    }
}
