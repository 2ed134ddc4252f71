using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Trestle.Generators;

/// <summary>Completes each partial server with a method that takes a message to its handler without reflection.</summary>
[Generator(LanguageNames.CSharp)]
sealed class HandlerGenerator : IIncrementalGenerator
{
    /// <summary>The name of the step a test watches.</summary>
    public const string Servers = nameof(Servers);

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var servers = context.SyntaxProvider
            .CreateSyntaxProvider((node, _) => ServerModel.MayBe(node), ServerModel.Of)
            .Where(server => server is not null)
            .WithTrackingName(Servers);

        context.RegisterSourceOutput(servers, (output, server) =>
            output.AddSource($"{FileNameOf(server!)}.Handlers.g.cs", SourceText.From(Dispatch.Of(server!), Encoding.UTF8)));
    }

    static string FileNameOf(ServerModel server) => string.Concat(server.Name.Select(letter => char.IsLetterOrDigit(letter) || letter is '_' or '.' ? letter : '-'));
}
