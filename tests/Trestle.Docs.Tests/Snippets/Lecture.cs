using System.ComponentModel.DataAnnotations;
using Trestle;

namespace Lectures;

// snippet: validations-lecture
public class Lecture : Record<Lecture>
{
    [Required, MaxLength(80), NoMark] public string Title { get; set; } = "";

    [Numericality(GreaterThan = 0)] public int Seats { get; set; }

    public DateTime StartsAt { get; set; }

    [Comparison(GreaterThan = nameof(StartsAt))] public DateTime EndsAt { get; set; }

    [Required, Unique] public string Code { get; set; } = "";

    [Present(On = "publish")] public string? Room { get; set; }

    public bool IsOnline { get; set; }

    [Present(When = nameof(IsOnline))] public string? Link { get; set; }

    protected override void Validate(Errors errors)
    {
        if (Room == "Attic" && Seats > 30)
            errors.Add(nameof(Seats), "are 30 in the attic");
    }
}
// end snippet

// snippet: validations-own
public sealed class NoMarkAttribute() : ValidationAttribute("ends without a mark")
{
    public override bool IsValid(object? value) => value is not string text || !text.EndsWith('!');
}
// end snippet
