using System.Reflection;
using System.Reflection.Emit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Trestle.Tests;

public class AppTypesTests
{
    [Fact]
    public void Finds_the_one_that_the_application_has()
    {
        Assert.Equal("One", AppTypes.Only<RecordWording>(With(typeof(RecordWording), "One"), "wordings")!.GetType().Name);
        Assert.Null(AppTypes.Only<RecordWording>(With(typeof(RecordWording)), "wordings"));
    }

    [Fact]
    public void Refuses_to_choose_among_several()
    {
        var fault = Assert.Throws<AppStartException>(
            () => AppTypes.Only<RecordWording>(With(typeof(RecordWording), "One", "Other"), "wordings"));

        Assert.Equal("Sample has 2 wordings, One and Other. Keep one.", fault.Message);
    }

    [Fact]
    public void The_database_speaks_the_applications_words()
    {
        var data = Directory.CreateTempSubdirectory("trestle-words-");
        var settings = AppSettings.Read(Assembly.GetExecutingAssembly(), ["--data", data.FullName]);

        var options = AppDatabase.Options(settings, With(typeof(RecordWording), "One"), NullLoggerFactory.Instance);
        data.Delete(recursive: true);

        Assert.Equal("One", options.Wording!.GetType().Name);
    }

    static AssemblyBuilder With(Type parent, params string[] names)
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new("Sample"), AssemblyBuilderAccess.RunAndCollect);
        var module = assembly.DefineDynamicModule("Sample");

        foreach (var name in names)
            module.DefineType(name, TypeAttributes.Public, parent).CreateType();

        return assembly;
    }
}
