using System.Text.Json.Nodes;

namespace Trestle;

public sealed partial class JS
{
    /// <summary>The elements a command is about: a CSS selector on the page, <see cref="Inner"/> or <see cref="Closest"/>.</summary>
    public readonly record struct Target
    {
        readonly string? kind;
        readonly string? selector;

        Target(string? kind, string selector) => (this.kind, this.selector) = (kind, selector);

        public static implicit operator Target(string selector) => FromString(selector);

        public static Target FromString(string selector) => new(null, selector);

        /// <summary>Those within the element that the command stands on.</summary>
        public static Target Inner(string selector) => new("inner", selector);

        /// <summary>The nearest around the element that the command stands on.</summary>
        public static Target Closest(string selector) => new("closest", selector);

        internal JsonNode? Json => selector is null ? null : kind is null ? selector : new JsonObject { [kind] = selector };
    }

    /// <summary>Classes that an element has while it appears or vanishes.</summary>
    /// <param name="During">From the first to the last moment.</param>
    /// <param name="From">At the beginning, "opacity-0".</param>
    /// <param name="To">From then on, "opacity-100".</param>
    public sealed record Transition(string During, string From = "", string To = "")
    {
        public static implicit operator Transition(string during) => FromString(during);

        public static Transition FromString(string during) => new(during);

        internal JsonNode Json => new JsonArray(Words(During), Words(From), Words(To));
    }
}
