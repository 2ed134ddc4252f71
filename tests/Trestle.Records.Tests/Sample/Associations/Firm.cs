using System.ComponentModel.DataAnnotations;

namespace Trestle.Records.Tests.Sample;

/// <summary>One list for each rule of what a destroy does.</summary>
public class Firm : Record<Firm>
{
    [Required] public string Name { get; set; } = "";

    [Dependent(Dependent.Destroy)] public List<Worker> Workers { get; } = [];
    [Dependent(Dependent.DeleteAll)] public List<Memo> Memos { get; } = [];
    [Dependent(Dependent.Nullify)] public List<Machine> Machines { get; } = [];
    [Dependent(Dependent.RestrictWithError)] public List<Invoice> Invoices { get; } = [];
    [Dependent(Dependent.RestrictWithException)] public List<Contract> Contracts { get; } = [];
}

public class Worker : Record<Worker>
{
    [Required] public string Name { get; set; } = "";

    public int FirmId { get; set; }
    public Firm? Firm { get; set; }

    /// <summary>Has one, and the worker goes with it.</summary>
    [Dependent(Dependent.Destroy)] public Desk? Desk { get; set; }

    protected override Task BeforeDestroy() => Name == "Immovable" ? throw new InvalidOperationException("stays") : Task.CompletedTask;

    protected override Task AfterDestroy()
    {
        Emit(new WorkerGone(Name));

        return Task.CompletedTask;
    }
}

public record WorkerGone(string Name);

public class Desk : Record<Desk>
{
    public int WorkerId { get; set; }
    [Dependent(Dependent.Destroy)] public Worker? Worker { get; set; }

    [Dependent(Dependent.RestrictWithError)] public List<Drawer> Drawers { get; } = [];
}

public class Drawer : Record<Drawer>
{
    public int DeskId { get; set; }
    public Desk? Desk { get; set; }
}

public class Memo : Record<Memo>
{
    public int FirmId { get; set; }
    public Firm? Firm { get; set; }

    protected override Task BeforeDestroy() => throw new InvalidOperationException("delete_all runs no callbacks");
}

public class Machine : Record<Machine>
{
    public int? FirmId { get; set; }
    public Firm? Firm { get; set; }
}

public class Invoice : Record<Invoice>
{
    public int FirmId { get; set; }
    public Firm? Firm { get; set; }
}

public class Contract : Record<Contract>
{
    public int FirmId { get; set; }
    public Firm? Firm { get; set; }
}
