namespace Trestle.Architecture.Tests;

public class SourceFilesTests
{
    const int Ceiling = 500;

    [Fact]
    public void No_source_file_is_longer_than_a_reader_can_hold()
    {
        var tooLong =
            from file in Repository.SourceFiles
            let lines = File.ReadLines(file).Count()
            where lines > Ceiling
            select $"{Path.GetRelativePath(Repository.Root, file)} has {lines} lines; split it by idea before {Ceiling}";

        Expect.None(tooLong);
    }
}
