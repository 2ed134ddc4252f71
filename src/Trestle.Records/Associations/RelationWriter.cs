using System.Collections;

namespace Trestle;

/// <summary>What follows a save or a destroy in related rows, in its transaction.</summary>
static class RelationWriter
{
    /// <summary>
    /// Keeps many-to-many lists from EF while it writes: it cannot know which links are there already, and would write
    /// them again.
    /// </summary>
    public static IDisposable? HideLinks(RecordContext context, Record[] records)
    {
        List<(IList List, object[] Items)>? hidden = null;

        foreach (var record in records)
            foreach (var link in context.Shapes.Of(record, context.Model).Relations?.Links ?? [])
                if (link.List(record) is { Count: > 0 } list)
                    (hidden ??= []).Add((list, [.. list.Cast<object>()]));

        return hidden is null ? null : new HiddenLists(hidden);
    }

    public static async Task AfterStoreAsync(RecordContext context, Record[] saved)
    {
        foreach (var record in saved)
            foreach (var link in context.Shapes.Of(record, context.Model).Relations?.Links ?? [])
                await link.StoreAsync(context, record);
    }

    sealed class HiddenLists : IDisposable
    {
        readonly List<(IList List, object[] Items)> hidden;

        public HiddenLists(List<(IList List, object[] Items)> hidden)
        {
            this.hidden = hidden;

            foreach (var (list, _) in hidden)
                list.Clear();
        }

        public void Dispose()
        {
            foreach (var (list, items) in hidden)
            {
                list.Clear();

                foreach (var item in items)
                    list.Add(item);
            }
        }
    }
}
