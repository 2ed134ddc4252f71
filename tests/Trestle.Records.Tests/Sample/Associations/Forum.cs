using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Trestle.Records.Tests.Sample;

/// <summary>A board has topics, which have replies: counted, touched and saved by their topic.</summary>
public class Board : Record<Board>
{
    [Required] public string Name { get; set; } = "";
    public int TopicsCount { get; private set; }

    public List<Topic> Topics { get; } = [];
}

public class Topic : Record<Topic>
{
    [Required] public string Title { get; set; } = "";
    public int RepliesCount { get; private set; }
    public int Answers { get; private set; }

    public int? BoardId { get; set; }
    [CounterCache, Touch] public Board? Board { get; set; }

    [Nested(Limit = 3, RejectBlank = true), Dependent(Dependent.Destroy)] public List<Reply> Replies { get; } = [];

    [Nested(RejectIf = nameof(IsNoPoll))] public Poll? Poll { get; set; }

    [Polymorphic(nameof(Remark.Subject)), Dependent(Dependent.Destroy)] public List<Remark> Remarks { get; } = [];

    static bool IsNoPoll(PollParams poll) => poll.Question == "-";
}

public class Reply : Record<Reply>
{
    [Required] public string Text { get; set; } = "";

    public int TopicId { get; set; }
    [CounterCache, Touch] public Topic? Topic { get; set; }
}

public class Poll : Record<Poll>
{
    [Required] public string Question { get; set; } = "";
    public int Votes { get; private set; }

    public int TopicId { get; set; }
    public Topic? Topic { get; set; }
}

public record TopicParams(string? Title = null, IReadOnlyList<ReplyParams>? Replies = null, PollParams? Poll = null);

public record ReplyParams(int? Id = null, string? Text = null, bool Destroy = false);

public record PollParams(string? Question = null, bool Destroy = false);

/// <summary>A remark on a record of any class.</summary>
public class Remark : Record<Remark>
{
    [Required] public string Text { get; set; } = "";

    public string? SubjectType { get; set; }
    public int? SubjectId { get; set; }
    [Polymorphic, Touch] public Record? Subject { get; set; }

    protected override void Validate(Errors errors)
    {
        if (Subject is null && SubjectId is null)
            errors.Add(nameof(Subject), "must exist");
    }
}

/// <summary>Classes that share a table, one of them remarked on.</summary>
public class Vehicle : Record<Vehicle>
{
    [Required] public string Name { get; set; } = "";

    /// <summary>Stored as a number.</summary>
    public Fuel Fuel { get; set; }

    /// <summary>Stored as text.</summary>
    public Paint? Paint { get; set; }

    [Polymorphic(nameof(Remark.Subject))] public List<Remark> Remarks { get; } = [];
}

public enum Fuel
{
    Diesel,
    Electric,
}

public enum Paint
{
    Red,
    Green,
}

public class Desktop
{
    public int Screens { get; set; }
    public List<string> Files { get; set; } = [];
}

public class VehicleStorage : IEntityTypeConfiguration<Vehicle>
{
    public void Configure(EntityTypeBuilder<Vehicle> builder) => builder.Property(v => v.Paint).HasConversion<string>();
}

public class EmployeeStorage : IEntityTypeConfiguration<Employee>
{
    public void Configure(EntityTypeBuilder<Employee> builder) =>
        builder.ComplexProperty(e => e.Desktop, desktop => desktop.ToJson());
}

public class Car : Vehicle
{
    [Range(1, 9)] public int Seats { get; set; } = 4;
}

public class Truck : Vehicle
{
    public int Tons { get; set; }
}

/// <summary>Belongs to another of its class.</summary>
public class Employee : Record<Employee>
{
    [Required] public string Name { get; set; } = "";

    public int? ManagerId { get; set; }
    public Employee? Manager { get; set; }

    public List<Employee> Reports { get; } = [];

    /// <summary>Stored as JSON.</summary>
    public Desktop Desktop { get; set; } = new();
}
