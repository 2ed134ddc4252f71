using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Trestle.Web.Tests.Views.Pages;

namespace Trestle.Web.Tests.Views;

public class ComponentTests
{
    [Fact]
    public void Renders_components_with_fragments_generic_rows_and_attributes_passed_on()
    {
        var html = Rendering.Html(new Kitchen { Model = new() { Text = "x", Number = 3, Names = ["a", "<b>"] } });

        Assert.Contains(
            """
            <section class="wide" data-x="3"><header><b>x</b></header><ul><li><i>a</i></li><li><i>&lt;b&gt;</i></li></ul></section>
            <section class="card">only 3</section>
            <hr>
            """, html, StringComparison.Ordinal);
    }

    [Fact]
    public void Injects_services_of_the_release() =>
        Assert.Contains("<time>2026</time>", Rendering.Html(new Kitchen { Model = new() }), StringComparison.Ordinal);

    [Fact]
    public void Names_the_parameters_there_are_when_one_is_unknown()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Rendering.Html(builder =>
        {
            builder.OpenComponent<ListOf<int>>(0);
            builder.AddComponentParameter(1, "Item", 1);
            builder.CloseComponent();
        }));

        Assert.Equal(
            """
            ListOf<int> has no parameter named Item.

            Its parameters: Items, Row. Declare one in its @code block:

                [Parameter] public string Item { get; set; } = "";
            """, refused.Message);
    }

    [Fact]
    public void Says_how_a_foreign_component_becomes_one_of_ours()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Rendering.Html(builder =>
        {
            builder.OpenComponent<Foreign>(0);
            builder.CloseComponent();
        }));

        Assert.Equal(
            """
            Foreign is not a Trestle component, so a Trestle page cannot show it.

            Let it inherit Component; in its .razor file:

                @inherits Component
            """, refused.Message);
    }

    [Fact]
    public void Stops_a_component_that_renders_itself_without_end()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Rendering.Html(new Endless()));

        Assert.Equal(
            "Endless renders itself within itself without end.\n\nLet it stop when there is nothing more to show.",
            refused.Message);
    }

    [Fact]
    public void Has_no_context_before_it_is_rendered()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => new Endless().Early());

        Assert.Equal(
            "Endless read Context before it was rendered.\n\nRead it in the markup or in a method the markup calls.",
            refused.Message);
    }

    [Fact]
    public void Hands_out_references_to_its_components()
    {
        object? captured = null;

        Rendering.Html(builder =>
        {
            builder.OpenComponent<Injected>(0);
            builder.AddComponentReferenceCapture(1, component => captured = component);
            builder.CloseComponent();
        });

        Assert.IsType<Injected>(captured);
    }

    [Fact]
    public void Refers_to_a_component_by_name() =>
        Assert.Equal("<section class=\"card\">inside</section>\nCard", Rendering.Html(new Referring()).TrimEnd());

    sealed class Foreign : ComponentBase;

    sealed class Endless : Component
    {
        public ViewContext Early() => Context;

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenComponent<Endless>(0);
            builder.CloseComponent();
        }
    }
}
