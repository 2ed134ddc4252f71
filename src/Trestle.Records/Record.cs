using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Trestle;

/// <summary>
/// A row of the application's database: what every <see cref="Record{T}"/> can do, whatever its class.
/// Derive from <see cref="Record{T}"/>, not from this.
/// </summary>
public abstract partial class Record
{
    private protected Record()
    {
    }

    public int Id { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>
    /// Saves this record and the new records that hang on it, or returns false and says why in <see cref="Errors"/>.
    /// </summary>
    /// <exception cref="RecordNotFoundException">The record has been deleted meanwhile.</exception>
    public Task<bool> SaveAsync() => new RecordWriter(UnitOfWork.Current.Context).SaveAsync(this);

    /// <summary>
    /// Saves as <see cref="SaveAsync()"/> does, by the rules for a context of the application's own:
    /// <c>[Present(On = "publish")]</c>.
    /// </summary>
    public Task<bool> SaveAsync(string context) => new RecordWriter(UnitOfWork.Current.Context).SaveAsync(this, context);

    /// <summary>Assigns the input's properties and saves.</summary>
    public Task<bool> UpdateAsync(object input)
    {
        Assignment.Copy(input, this);

        return SaveAsync();
    }

    /// <summary>
    /// Deletes this record, and does with those that belong to it as <see cref="DependentAttribute"/> says; or returns
    /// false and says why in <see cref="Errors"/>. By their foreign keys the rows go that cannot be without it.
    /// </summary>
    public Task<bool> DestroyAsync() => new RecordWriter(UnitOfWork.Current.Context).DestroyAsync(this);

    public override string ToString() => IsNew ? $"{GetType().Name} (new)" : $"{GetType().Name} {Id}";

    /// <summary>Whether another stored record has this one's values in these properties.</summary>
    internal abstract Task<bool> IsTakenAsync(RecordContext context, UniqueRule rule);
}

/// <summary>
/// Makes a class a record: <c>public class Article : Record&lt;Article&gt;</c> is the table "articles", found by its
/// static members and saved by its own. Everything runs in the unit of work of the current request, event, job or
/// message.
/// </summary>
public abstract partial class Record<T> : Record where T : Record<T>, new()
{
    // A static of a generic type lives and is unloaded with T's own assembly, so that no old release is kept alive.
    static readonly RecordRules.Book rules = new();

    /// <summary>
    /// Every record of the class. Queries give copies that no context watches; <see cref="Record.SaveAsync()"/> saves
    /// them.
    /// </summary>
    public static IQueryable<T> All => Database.Current.Set<T>();

    /// <inheritdoc cref="RecordQueries.FindAsync{T}(IQueryable{T}, int)"/>
    public static async Task<T> FindAsync(int id) =>
        await FindOrDefaultAsync(id) ?? throw new RecordNotFoundException(typeof(T), id);

    public static Task<T?> FindOrDefaultAsync(int id) => Database.Current.FindByIdAsync<T>(id);

    public static IQueryable<T> Where(Expression<Func<T, bool>> condition) => All.Where(condition);

    public static Task<int> CountAsync() => All.CountAsync(Database.Current.Cancellation);

    /// <summary>
    /// Makes a record of the input and saves it; when a rule is broken it comes back new, with its <see
    /// cref="Record.Errors"/>.
    /// </summary>
    public static async Task<T> CreateAsync(object input)
    {
        var record = new T().Assign(input);
        await record.SaveAsync();

        return record;
    }

    /// <summary>
    /// Copies the input's properties to those of the same name. A null never overwrites what cannot be null: it means
    /// "not given".
    /// </summary>
    public T Assign(object input)
    {
        Assignment.Copy(input, this);

        return (T)this;
    }

    internal sealed override RecordRules Rules => rules.For(GetType());

    internal sealed override async Task<Record?> LoadAgainAsync() => await Unscoped().FindOrDefaultAsync(Id);

    internal sealed override Task<bool> IsTakenAsync(RecordContext context, UniqueRule rule) =>
        context.Set<T>().IgnoreQueryFilters().AnyAsync(rule.OthersLike((T)this), context.Cancellation);
}
