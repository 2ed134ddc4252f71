namespace Trestle.Records.Tests;

public class AssociatedTests : TestDatabase
{
    [Fact]
    public async Task Asks_stored_records_that_are_loaded()
    {
        var trip = await SavedTrip("Harbour", "Bridge");
        var loaded = await Trip.All.Include(t => t.Stops).FindAsync(trip.Id);

        loaded.Stops[0].Place = "";
        loaded.Stops[1].Place = " ";

        Assert.False(await loaded.SaveAsync());
        Assert.Equal(["Stops is invalid"], loaded.Errors.FullMessages);
        Assert.All(loaded.Stops, s => Assert.Equal(["Place can't be blank"], s.Errors.FullMessages));
    }

    [Fact]
    public async Task Asks_the_one_it_belongs_to_and_goes_round_no_circle()
    {
        var trip = await SavedTrip("Harbour");
        var stop = new Stop { Place = "Bridge", Trip = trip };
        trip.Stops.Add(stop);

        trip.Guide = null;
        Assert.False(await stop.SaveAsync());
        Assert.Equal(["Trip is invalid"], stop.Errors.FullMessages);
        Assert.Equal(["Guide can't be blank"], trip.Errors.FullMessages);

        trip.Guide = "Bob";
        Assert.True(await stop.SaveAsync());
        Assert.Equal(2, await Stop.Where(s => s.TripId == trip.Id).CountAsync());
    }

    [Fact]
    public async Task Leaves_alone_what_is_not_loaded_and_not_repeated()
    {
        var id = (await SavedTrip("Harbour")).Id;

        var trip = await Trip.FindAsync(id);
        trip.Name = "Round trip";

        Assert.True(await trip.SaveAsync());

        trip.NameConfirmation = "Other";
        Assert.False(await trip.SaveAsync());
        Assert.Equal(["Name confirmation doesn't match Name"], trip.Errors.FullMessages);
    }

    [Fact]
    public async Task Leaves_the_column_of_what_must_be_present_nullable()
    {
        var guide = Database.Current.Model.FindEntityType(typeof(Trip))!.FindProperty(nameof(Trip.Guide))!;

        Assert.True(guide.IsNullable);
        Assert.Empty(await Database.SchemaDifferencesAsync());
    }

    static async Task<Trip> SavedTrip(params string[] places)
    {
        var trip = new Trip { Name = "Trip" };
        trip.Stops.AddRange(places.Select(place => new Stop { Place = place }));
        Assert.True(await trip.SaveAsync(), string.Join(", ", trip.Errors.FullMessages));

        return trip;
    }
}
