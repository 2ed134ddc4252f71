using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Trestle;

/// <summary>The endpoints of the running release, as the host's routing sees them.</summary>
sealed class ReleaseEndpoints(WebRelease release) : EndpointDataSource
{
    public override IReadOnlyList<Endpoint> Endpoints => release.Endpoints;

    public override IChangeToken GetChangeToken() => NullChangeToken.Singleton;
}
