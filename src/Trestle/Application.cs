using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;

namespace Trestle;

/// <summary>
/// What an app is made of: the processes that run it, in the order they start, and the services they need. An app has
/// one subclass, which <see cref="RunAsync"/> finds.
/// </summary>
public abstract class Application
{
    Release? release;

    /// <summary>Runs the application of the calling assembly until it is asked to stop; gives the exit code.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Task<int> RunAsync(string[] args) => Program.RunAsync(Assembly.GetCallingAssembly(), args);

    /// <summary>The tree of the application, first child first. Each is built from the release's services.</summary>
    protected internal abstract ChildSpec[] Children();

    /// <summary>Who is started again when one of <see cref="Children"/> ends. Default: it alone.</summary>
    protected internal virtual Strategy Strategy => Strategy.OneForOne;

    /// <summary>How many restarts of <see cref="Children"/> are too many: then the program ends. Default: more than 3 in 5 s.</summary>
    protected internal virtual RestartIntensity Intensity => RestartIntensity.Default;

    /// <summary>
    /// Settings without which it does not start, such as <c>["Mail:Host", "Mail:Password"]</c>: those that are missing or empty are listed at once.
    /// </summary>
    protected internal virtual IEnumerable<string> RequiredSettings() => [];

    /// <summary>Adds services of the app's own.</summary>
    protected internal virtual void Configure(IServiceCollection services) { }

    /// <summary>
    /// A child that is always running: a <see cref="GenServer"/> of the app, found by others as
    /// <see cref="Ref{TServer}"/>, or one of the framework's: <see cref="Database"/>, <see cref="HttpEndpoint"/>.
    /// </summary>
    protected ChildSpec Child<T>()
        where T : class => release!.ChildOf(typeof(T));

    internal Supervisor TreeOf(Release release)
    {
        this.release = release;

        return new(Children(), Intensity, Strategy);
    }
}
