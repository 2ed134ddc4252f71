using System.Linq.Expressions;

namespace Trestle;

// Related records of those that are loaded already.
public static partial class RecordQueries
{
    /// <summary>
    /// Loads what is related to all of these records, in one query for each relation however many they are:
    /// <c>await articles.PreloadAsync(a => a.Comments, a => a.Author)</c>.
    /// </summary>
    public static async Task PreloadAsync<T>(
        this IEnumerable<T> records, params Expression<Func<T, object?>>[] relations) where T : Record
    {
        var context = Database.Current;

        foreach (var group in records.GroupBy(r => r.GetType()))
        {
            Record[] all = [.. group];
            var known = context.Shapes.Of(all[0], context.Model).Relations;

            foreach (var relation in relations)
                await known.LoadAsync(context, all, NameOf(relation));
        }
    }

    internal static string NameOf(LambdaExpression relation) =>
        (relation.Body is UnaryExpression converted ? converted.Operand : relation.Body) is MemberExpression { Expression: ParameterExpression } member
            ? member.Member.Name
            : throw new ArgumentException($"expected a relation, as in one => one.Comments, got: {relation}");
}

public abstract partial class Record<T>
{
    /// <summary>Loads what is related to this record: <c>await article.LoadAsync(a => a.Comments)</c>.</summary>
    public Task LoadAsync(params Expression<Func<T, object?>>[] relations) => new[] { (T)this }.PreloadAsync(relations);

    /// <summary>
    /// The related records as a query of their own, so that only this record's can be found:
    /// <c>await user.Related(u => u.Articles).FindAsync(id)</c>.
    /// </summary>
    public IQueryable<TRelated> Related<TRelated>(Expression<Func<T, IEnumerable<TRelated>>> relation) where TRelated : Record
    {
        var context = Database.Current;
        var name = RecordQueries.NameOf(relation);
        var owned = context.Shapes.Of(this, context.Model).Relations.Owned.FirstOrDefault(r => r.Name == name);

        return owned is null
            ? All.Where(r => r.Id == Id).SelectMany(relation)
            : (IQueryable<TRelated>)owned.Rows.Query(context, Id);
    }
}
