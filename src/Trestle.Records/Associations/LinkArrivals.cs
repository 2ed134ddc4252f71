using System.Collections;
using System.Reflection;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace Trestle;

/// <summary>
/// Lets EF put what it loads into a many-to-many's list by way of ours, which notes on the record what was there.
/// </summary>
sealed class LinkArrivals : IModelFinalizedConvention
{
    static readonly MethodInfo watch = typeof(LinkArrivals).GetMethod(nameof(Watch), BindingFlags.Static | BindingFlags.NonPublic)!;

    public IModel ProcessModelFinalized(IModel model)
    {
        foreach (var link in model.GetEntityTypes().SelectMany(e => e.GetDeclaredSkipNavigations()))
            if (link is RuntimeSkipNavigation runtime && link.PropertyInfo is { } property && link.DeclaringEntityType.ClrType.IsSubclassOf(typeof(Record)))
                watch.MakeGenericMethod(link.DeclaringEntityType.ClrType, link.TargetEntityType.ClrType).Invoke(null, [runtime, property]);

        return model;
    }

    static void Watch<TRecord, TTarget>(RuntimeSkipNavigation link, PropertyInfo property)
        where TRecord : Record
        where TTarget : Record
    {
        var list = property.GetMethod!.CreateDelegate<Func<TRecord, ICollection<TTarget>>>();
        var name = link.Name;

#pragma warning disable EF1001 // The seam that EF's compiled models use; no other tells what a query loads.
        link.SetCollectionAccessor<TRecord, ICollection<TTarget>, TTarget>(
            record => new Door<TTarget>(record, name, Record.Held(list, record)), null, null, null, null);
#pragma warning restore EF1001
    }

    /// <summary>The list as EF sees it.</summary>
    sealed class Door<TTarget>(Record record, string name, ICollection<TTarget> list) : ICollection<TTarget> where TTarget : Record
    {
        public int Count => list.Count;

        public bool IsReadOnly => false;

        public void Add(TTarget item)
        {
            list.Add(item);
            record.LinkedIds(name).Add(item.Id);
        }

        public bool Contains(TTarget item) => list.Contains(item);

        public bool Remove(TTarget item) => list.Remove(item);

        public void Clear() => list.Clear();

        public void CopyTo(TTarget[] array, int arrayIndex) => list.CopyTo(array, arrayIndex);

        public IEnumerator<TTarget> GetEnumerator() => list.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
