using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Trestle.Records.Tests.Sample;

/// <summary>Tells what was called on it, does what a test tells it to, and counts its versions.</summary>
public class Account : Record<Account>
{
    public string Owner { get; set; } = "";
    public int Balance { get; set; }
    public int LockVersion { get; set; }

    [NotMapped] public List<string> Calls { get; } = [];
    [NotMapped] public Dictionary<string, Action> At { get; } = [];
    [NotMapped] public string Label { get; private set; } = "";

    protected override void BeforeValidate() => Call();
    protected override void AfterValidate() => Call();
    protected override Task BeforeSave() => Call();
    protected override Task BeforeCreate() => Call();
    protected override Task AfterCreate() => Call();
    protected override Task BeforeUpdate() => Call();
    protected override Task AfterUpdate() => Call();
    protected override Task AfterSave() => Call();
    protected override Task BeforeDestroy() => Call();
    protected override Task AfterDestroy() => Call();
    protected override Task AfterTouch() => Call();
    protected override Task AfterCommit(Write write) => Call($"AfterCommit {write}");
    protected override void AfterRollback(Write write) => Call($"AfterRollback {write}");
    protected override void AfterFind() => Label = $"{Owner}: {Balance}";

    protected override async Task AroundSave(Func<Task> save)
    {
        _ = Call("AroundSave");

        if (Owner != "unsavable")
            await save();

        _ = Call("saved");
    }

    protected override async Task AroundDestroy(Func<Task> destroy)
    {
        _ = Call("AroundDestroy");

        if (Owner != "lasting")
            await destroy();

        _ = Call("destroyed");
    }

    Task Call([System.Runtime.CompilerServices.CallerMemberName] string name = "")
    {
        Calls.Add(name);
        At.GetValueOrDefault(name)?.Invoke();

        return Task.CompletedTask;
    }
}

[DbContext(typeof(RecordContext)), Migration("20250203090000_CreateAccounts")]
public class CreateAccounts : Migration
{
    protected override void Up(MigrationBuilder migration) =>
        migration.CreateTable("accounts", table => new
        {
            id = table.Column<int>(),
            owner = table.Column<string>(),
            balance = table.Column<int>(),
            lock_version = table.Column<int>(),
            created_at = table.Column<DateTimeOffset>(),
            updated_at = table.Column<DateTimeOffset>(),
        },
        constraints: table => table.PrimaryKey("pk_accounts", a => a.id));
}
