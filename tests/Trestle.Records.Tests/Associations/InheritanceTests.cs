namespace Trestle.Records.Tests;

public class InheritanceTests : TestDatabase
{
    [Fact]
    public async Task Finds_each_class_through_the_base_and_through_itself()
    {
        await new Car { Name = "Beetle", Seats = 5 }.SaveAsync();
        await new Truck { Name = "Hauler", Tons = 40 }.SaveAsync();

        var all = await Vehicle.All.OrderBy(v => v.Id).ToListAsync();

        Assert.Equal([typeof(Car), typeof(Truck)], all.Select(v => v.GetType()));
        Assert.Equal(["Hauler"], await Vehicle.All.OfType<Truck>().Where(t => t.Tons > 20).PluckAsync(t => t.Name));
        Assert.Equal("Truck", Site.Run("SELECT type FROM vehicles WHERE name = 'Hauler'"));
    }

    [Fact]
    public async Task Saves_and_judges_by_its_own_class()
    {
        await new Car { Name = "Beetle" }.SaveAsync();
        var car = (Car)await Vehicle.FirstAsync();

        car.Seats = 12;
        Assert.False(await car.SaveAsync());
        Assert.Equal(["Seats must be less than or equal to 9"], car.Errors.FullMessages);

        car.Seats = 2;
        Assert.True(await car.SaveAsync());
        Assert.Equal(2, (await Vehicle.All.OfType<Car>().FindAsync(car.Id)).Seats);

        await car.DestroyAsync();
        Assert.Equal(0, await Vehicle.CountAsync());
    }

    [Fact]
    public async Task One_of_another_class_is_not_found()
    {
        var truck = new Truck { Name = "Hauler" };
        await truck.SaveAsync();

        await Assert.ThrowsAsync<RecordNotFoundException>(() => Vehicle.All.OfType<Car>().FindAsync(truck.Id));
    }
}
