using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Trestle.Records.Tests.Sample;

[DbContext(typeof(RecordContext)), Migration("20250301090000_CreateSchool")]
public class CreateSchool : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        Named(migration, "courses");
        Named(migration, "students");

        migration.CreateTable("courses_students", table => new
        {
            course_id = table.Column<int>(),
            student_id = table.Column<int>(),
        },
        constraints: table =>
        {
            table.PrimaryKey("pk_courses_students", l => new { l.course_id, l.student_id });
            table.ForeignKey("fk_courses_students_courses_course_id", l => l.course_id, "courses", "id", onDelete: ReferentialAction.Cascade);
            table.ForeignKey("fk_courses_students_students_student_id", l => l.student_id, "students", "id", onDelete: ReferentialAction.Cascade);
        });

        migration.CreateIndex("ix_courses_students_student_id", "courses_students", "student_id");
    }

    internal static void Named(MigrationBuilder migration, string name) => migration.CreateTable(name, table => new
    {
        id = table.Column<int>(),
        name = table.Column<string>(),
        created_at = table.Column<DateTimeOffset>(),
        updated_at = table.Column<DateTimeOffset>(),
    },
    constraints: table => table.PrimaryKey($"pk_{name}", r => r.id));
}

[DbContext(typeof(RecordContext)), Migration("20250301091000_CreateClinic")]
public class CreateClinic : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        CreateSchool.Named(migration, "doctors");
        CreateSchool.Named(migration, "patients");

        migration.CreateTable("appointments", table => new
        {
            id = table.Column<int>(),
            room = table.Column<string>(nullable: true),
            doctor_id = table.Column<int>(),
            patient_id = table.Column<int>(),
            created_at = table.Column<DateTimeOffset>(),
            updated_at = table.Column<DateTimeOffset>(),
        },
        constraints: table =>
        {
            table.PrimaryKey("pk_appointments", a => a.id);
            table.ForeignKey("fk_appointments_doctors_doctor_id", a => a.doctor_id, "doctors", "id", onDelete: ReferentialAction.Cascade);
            table.ForeignKey("fk_appointments_patients_patient_id", a => a.patient_id, "patients", "id", onDelete: ReferentialAction.Cascade);
        });

        migration.CreateIndex("ix_appointments_doctor_id", "appointments", "doctor_id");
        migration.CreateIndex("ix_appointments_patient_id", "appointments", "patient_id");
    }
}
