namespace Trestle.Records.Tests;

public class ThroughTests : TestDatabase
{
    [Fact]
    public async Task Makes_a_linking_record_with_its_callbacks()
    {
        var doctor = new Doctor { Name = "Who" };
        var ann = await SavedPatient("Ann");
        doctor.Patients.Add(ann);
        doctor.Patients.Add(new() { Name = "Bob" });

        Assert.True(await doctor.SaveAsync());

        var appointments = await Appointment.All.Include(a => a.Patient).OrderBy(a => a.Id).ToListAsync();
        Assert.Equal(["Ann", "Bob"], appointments.Select(a => a.Patient!.Name).Order());
        Assert.All(appointments, a => Assert.Equal(("waiting room", doctor.Id, Time.GetUtcNow()), (a.Room, a.DoctorId, a.CreatedAt)));
        Assert.Equal(2, Facts.OfType<AppointmentMade>().Count());
    }

    [Fact]
    public async Task Saves_the_links_once()
    {
        var doctor = new Doctor { Name = "Who", Patients = { new() { Name = "Ann" } } };
        await doctor.SaveAsync();

        doctor.Name = "Strange";
        await doctor.SaveAsync();

        Assert.Equal(1, await Appointment.CountAsync());
    }

    [Fact]
    public async Task Adds_to_and_takes_out_of_a_loaded_list()
    {
        var id = (await Saved(new Doctor { Name = "Who", Patients = { new() { Name = "Ann" }, new() { Name = "Bob" } } })).Id;
        InNewUnitOfWork();
        var doctor = await Doctor.All.Include(d => d.Patients).FindAsync(id);

        doctor.Patients.RemoveAll(p => p.Name == "Ann");
        doctor.Patients.Add(await SavedPatient("Cid"));
        await doctor.SaveAsync();

        Assert.Equal(["Bob", "Cid"], (await Doctor.All.Include(d => d.Patients).FindAsync(id)).Patients.Select(p => p.Name).Order());
        Assert.Equal(3, await Patient.CountAsync());
    }

    [Fact]
    public async Task A_link_that_breaks_its_rules_saves_nothing()
    {
        var doctor = new Doctor { Name = "Who", Patients = { new() { Name = "Hypochondriac" } } };

        Assert.False(await doctor.SaveAsync());

        Assert.Equal(["Patients is invalid"], doctor.Errors.FullMessages);
        Assert.Equal((0, 0), (await Doctor.CountAsync(), await Patient.CountAsync()));
    }

    [Fact]
    public async Task Is_queried_and_loaded_from_both_sides()
    {
        var ann = new Patient { Name = "Ann", Doctors = { new() { Name = "Who" } } };
        await ann.SaveAsync();

        Assert.Equal(["Who"], await Doctor.Where(d => d.Patients.Any(p => p.Name == "Ann")).PluckAsync(d => d.Name));
        Assert.Equal(["Who"], (await Patient.All.Include(p => p.Doctors).FindAsync(ann.Id)).Doctors.Select(d => d.Name));
    }

    static async Task<Doctor> Saved(Doctor doctor)
    {
        Assert.True(await doctor.SaveAsync(), string.Join(", ", doctor.Errors.FullMessages));

        return doctor;
    }

    static async Task<Patient> SavedPatient(string name)
    {
        var patient = new Patient { Name = name };
        await patient.SaveAsync();

        return patient;
    }
}
