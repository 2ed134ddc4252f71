using System.ComponentModel.DataAnnotations;

namespace Trestle.Records.Tests.Sample;

/// <summary>A plain many-to-many: two lists, and a table of links that is no record.</summary>
public class Course : Record<Course>
{
    [Required] public string Name { get; set; } = "";

    public List<Student> Students { get; } = [];
}

public class Student : Record<Student>
{
    [Required] public string Name { get; set; } = "";

    public List<Course> Courses { get; } = [];
}
