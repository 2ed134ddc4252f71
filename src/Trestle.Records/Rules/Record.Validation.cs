using System.ComponentModel.DataAnnotations.Schema;

namespace Trestle;

// How a record is judged: by what its class declares, then by its own word.
public abstract partial class Record
{
    Errors? errors;

    /// <summary>What the last validation found.</summary>
    [NotMapped]
    public Errors Errors => errors ??= new(GetType());

    internal bool IsBeingValidated { get; private set; }

    /// <summary>The application's own context, while the record is validated for one.</summary>
    internal string? Context { get; private set; }

    internal abstract RecordRules Rules { get; }

    /// <summary>
    /// Checks the rules that need no database and fills <see cref="Errors"/>: quick enough for every key a user
    /// presses.
    /// </summary>
    public bool Validate() => ValidateFor(null);

    /// <summary>
    /// Checks the rules for a context of the application's own: those declared <c>On</c> it, and those that always
    /// count; not those on create or update.
    /// </summary>
    public bool Validate(string context) => ValidateFor(context);

    internal bool ValidateFor(string? context)
    {
        Errors.Clear();
        IsBeingValidated = true;
        Context = context;

        try
        {
            Attributes.PutInOrder(this);
            BeforeValidate();
            Attributes.PutInOrder(this);
            Rules.Check(this, Errors);
            Attributes.Check(this, Errors);
            Validate(Errors);
            CheckNested();
            AfterValidate();
        }
        finally
        {
            IsBeingValidated = false;
            Context = null;
        }

        return !Errors.Any;
    }

    internal bool IsValidatedFor(string context) => context == (Context ?? (IsNew ? "create" : "update"));

    /// <summary>
    /// Adds what the attributes cannot say: <c>errors.Add(nameof(Price), "must be set before publishing")</c>.
    /// </summary>
    protected virtual void Validate(Errors errors)
    {
    }
}
