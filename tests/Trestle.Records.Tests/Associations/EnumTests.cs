namespace Trestle.Records.Tests;

public class EnumTests : TestDatabase
{
    [Fact]
    public async Task Is_stored_as_a_number_or_as_text_and_found_by_its_name()
    {
        await new Car { Name = "Beetle", Fuel = Fuel.Electric, Paint = Paint.Green }.SaveAsync();

        Assert.Equal("1 Green", Site.Run("SELECT fuel || ' ' || paint FROM vehicles"));
        Assert.Equal(["Beetle"], await Vehicle.Where(v => v.Fuel == Fuel.Electric && v.Paint == Paint.Green).PluckAsync(v => v.Name));
    }

    [Fact]
    public async Task A_number_without_a_name_breaks_a_rule()
    {
        var car = new Car { Name = "Beetle", Fuel = (Fuel)7 };

        Assert.False(await car.SaveAsync());

        Assert.Equal(["Fuel is not included in the list"], car.Errors.FullMessages);
    }

    [Fact]
    public async Task A_value_stored_as_JSON_is_found_and_changed_in_place()
    {
        await new Employee { Name = "Ann", Desktop = { Screens = 1, Files = { "plan" } } }.SaveAsync();
        var ann = await Employee.All.FirstAsync(e => e.Desktop.Screens == 1);

        ann.Desktop.Screens = 2;
        ann.Desktop.Files.Add("map");
        Assert.True(await ann.SaveAsync());

        var found = await Employee.FindAsync(ann.Id);
        Assert.Equal((2, "plan, map"), (found.Desktop.Screens, string.Join(", ", found.Desktop.Files)));
    }
}
