using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace Trestle;

/// <summary>The line of the application that is running: the innermost on the stack.</summary>
static class CallerLine
{
    /// <summary>As "Controllers/BooksController.cs:14"; null when none is on the stack, after a wait of the framework's own.</summary>
    public static string? In(IReadOnlyList<Assembly> application)
    {
        // Which file a frame is from is dear to find out; asked of one frame only.
        var stack = new StackTrace();

        for (var depth = 1; depth < stack.FrameCount; depth++)
            if (stack.GetFrame(depth)!.GetMethod()?.Module.Assembly is { } assembly && application.Contains(assembly))
                return Text(new StackFrame(depth, needFileInfo: true));

        return null;
    }

    static string? Text(StackFrame frame) => frame.GetFileName() is not { } file ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"{Path.GetFileName(Path.GetDirectoryName(file))}/{Path.GetFileName(file)}:{frame.GetFileLineNumber()}");
}
