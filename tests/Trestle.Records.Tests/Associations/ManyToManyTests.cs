namespace Trestle.Records.Tests;

public class ManyToManyTests : TestDatabase
{
    [Fact]
    public async Task Links_new_records_as_they_are_saved()
    {
        var course = new Course { Name = "Chess", Students = { new() { Name = "Ann" }, new() { Name = "Bob" } } };

        Assert.True(await course.SaveAsync());

        Assert.Equal(["Ann", "Bob"], await NamesIn(course));
        Assert.Equal(["Chess"], (await Student.All.Include(s => s.Courses).FindByAsync(s => s.Name == "Ann")).Courses.Select(c => c.Name));
    }

    [Fact]
    public async Task Adds_to_and_takes_out_of_a_loaded_list()
    {
        var id = (await Chess("Ann", "Bob")).Id;
        InNewUnitOfWork();
        var course = await Course.All.Include(c => c.Students).FindAsync(id);
        var cid = await SavedStudent("Cid");

        course.Students.RemoveAll(s => s.Name == "Ann");
        course.Students.Add(cid);
        course.Students.Add(new() { Name = "Dot" });
        Assert.True(await course.SaveAsync());

        Assert.Equal(["Bob", "Cid", "Dot"], await NamesIn(course));
        Assert.Equal(["Bob", "Cid", "Dot"], course.Students.Select(s => s.Name));
        Assert.Equal(4, await Student.CountAsync());

        course.Students.Clear();
        Assert.True(await course.SaveAsync());
        Assert.Empty(await NamesIn(course));
    }

    [Fact]
    public async Task A_list_that_was_not_loaded_only_adds()
    {
        var id = (await Chess("Ann")).Id;
        var course = await Course.FindAsync(id);
        var ann = await Student.FindByAsync(s => s.Name == "Ann");

        course.Students.Add(ann);
        course.Students.Add(await SavedStudent("Bob"));
        Assert.True(await course.SaveAsync());

        Assert.Equal(["Ann", "Bob"], await NamesIn(course));
    }

    [Fact]
    public async Task Links_from_either_side()
    {
        var course = await Chess("Ann");
        var bob = new Student { Name = "Bob", Courses = { course } };

        Assert.True(await bob.SaveAsync());

        Assert.Equal(["Ann", "Bob"], await NamesIn(course));
    }

    [Fact]
    public async Task Keeps_what_somebody_else_linked_meanwhile()
    {
        var id = (await Chess("Ann", "Bob")).Id;
        var (mine, theirs) = (await Loaded(id), await Loaded(id));

        theirs.Students.Add(await SavedStudent("Cid"));
        theirs.Students.RemoveAll(s => s.Name == "Bob");
        await theirs.SaveAsync();
        mine.Students.RemoveAll(s => s.Name == "Ann");
        await mine.SaveAsync();

        Assert.Equal(["Cid"], await NamesIn(mine));
    }

    [Fact]
    public async Task Writes_no_links_when_a_linked_record_breaks_a_rule()
    {
        var course = await Chess("Ann");
        course.Students.Add(new());

        Assert.False(await course.SaveAsync());

        Assert.Equal(["Students is invalid"], course.Errors.FullMessages);
        Assert.Equal(["Ann"], await NamesIn(course));
    }

    [Fact]
    public async Task Says_when_a_linked_record_has_gone()
    {
        var course = await Chess("Ann");
        var gone = await SavedStudent("Bob");
        await (await Student.FindAsync(gone.Id)).DestroyAsync();

        course.Students.Add(gone);
        var failure = await Assert.ThrowsAsync<RecordNotFoundException>(course.SaveAsync);

        Assert.Equal((typeof(Student), gone.Id), (failure.RecordType, failure.Id));
        Assert.Equal(["Ann"], await NamesIn(course));
    }

    [Fact]
    public async Task A_rolled_back_link_is_written_by_the_next_save()
    {
        var course = await Chess("Ann");
        var bob = await SavedStudent("Bob");
        course.Students.Add(bob);

        await Assert.ThrowsAsync<TimeoutException>(() => Database.TransactionAsync(async () =>
        {
            await course.SaveAsync();
            throw new TimeoutException();
        }));
        Assert.Equal(["Ann"], await NamesIn(course));
        await course.SaveAsync();

        Assert.Equal(["Ann", "Bob"], await NamesIn(course));
    }

    [Fact]
    public async Task Destroying_takes_the_links_along_and_nothing_else()
    {
        var course = await Chess("Ann");

        await course.DestroyAsync();

        Assert.Equal(1, await Student.CountAsync());
        Assert.Equal(0L, Convert.ToInt64(Site.Run("SELECT COUNT(*) FROM courses_students"), null));
    }

    static async Task<Course> Chess(params string[] students)
    {
        var course = new Course { Name = "Chess" };
        course.Students.AddRange(students.Select(name => new Student { Name = name }));
        Assert.True(await course.SaveAsync());

        return course;
    }

    static Task<Course> Loaded(int id) => Course.All.Include(c => c.Students).FindAsync(id);

    static async Task<Student> SavedStudent(string name)
    {
        var student = new Student { Name = name };
        await student.SaveAsync();

        return student;
    }

    static Task<List<string>> NamesIn(Course course) =>
        Course.Where(c => c.Id == course.Id).SelectMany(c => c.Students).Select(s => s.Name).OrderBy(name => name).ToListAsync();
}
