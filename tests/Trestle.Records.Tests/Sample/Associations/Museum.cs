using System.ComponentModel.DataAnnotations;

namespace Trestle.Records.Tests.Sample;

/// <summary>A museum's relations, each of which says so when it was not loaded.</summary>
public class Museum : Record<Museum>
{
    [Required] public string Name { get; set; } = "";

    [Nested, Dependent(Dependent.Destroy)] public List<Exhibit> Exhibits { get => Loaded(field); } = [];

    public Curator? Curator { get => Loaded(field); set; }

    [Polymorphic(nameof(Remark.Subject)), Dependent(Dependent.Destroy)]
    public List<Remark> Remarks { get => Loaded(field); } = [];
}

public class Curator : Record<Curator>
{
    [Required] public string Name { get; set; } = "";

    public int MuseumId { get; set; }
    public Museum? Museum { get => Loaded(field); set; }
}

public class Exhibit : Record<Exhibit>
{
    [Required] public string Name { get; set; } = "";

    public int? MuseumId { get; set; }
    public Museum? Museum { get => Loaded(field); set; }

    public string? AboutType { get; set; }
    public int? AboutId { get; set; }
    [Polymorphic] public Record? About { get => Loaded(field); set; }

    public List<Era> Eras { get => Loaded(field); } = [];
}

public class Era : Record<Era>
{
    [Required] public string Name { get; set; } = "";

    public List<Exhibit> Exhibits { get => Loaded(field); } = [];
}

public record MuseumParams(IReadOnlyList<ExhibitParams> Exhibits);

public record ExhibitParams(int? Id = null, string? Name = null, bool Destroy = false);
