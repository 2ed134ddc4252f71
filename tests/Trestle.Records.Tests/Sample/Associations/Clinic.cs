using System.ComponentModel.DataAnnotations;

namespace Trestle.Records.Tests.Sample;

/// <summary>A many-to-many whose links are records with rules and callbacks.</summary>
public class Doctor : Record<Doctor>
{
    [Required] public string Name { get; set; } = "";

    public List<Appointment> Appointments { get; } = [];

    [Through(nameof(Appointments))] public List<Patient> Patients { get; } = [];
}

public class Patient : Record<Patient>
{
    [Required] public string Name { get; set; } = "";

    public List<Appointment> Appointments { get; } = [];

    [Through(nameof(Appointments))] public List<Doctor> Doctors { get; } = [];
}

public class Appointment : Record<Appointment>
{
    public string? Room { get; set; }

    public int DoctorId { get; set; }
    public Doctor? Doctor { get; set; }

    public int PatientId { get; set; }
    public Patient? Patient { get; set; }

    protected override void BeforeValidate() => Room ??= "waiting room";

    protected override void Validate(Errors errors)
    {
        if (Patient?.Name == "Hypochondriac")
            errors.Add(nameof(Patient), "has been here too often");
    }

    protected override Task AfterCreate()
    {
        Emit(new AppointmentMade(DoctorId, PatientId));

        return Task.CompletedTask;
    }
}

public record AppointmentMade(int DoctorId, int PatientId);
