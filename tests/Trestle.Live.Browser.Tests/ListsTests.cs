using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Trestle.Live.Browser.Tests;

public sealed class ListsTests(Stage stage) : StageTest(stage)
{
    [Fact]
    public async Task A_stream_takes_rows_at_the_end_the_beginning_and_between()
    {
        var page = await Browser.OpenLiveAsync("/stream");
        await ExpectRowsAsync(page, "one", "two");

        await page.Locator("#append").ClickAsync();
        await page.Locator("#prepend").ClickAsync();
        await page.Locator("#second").ClickAsync();

        // The first child is the one that stands there while the list is empty.
        await ExpectRowsAsync(page, "number 4", "number 5", "one", "two", "number 3");
    }

    [Fact]
    public async Task A_stream_changes_a_row_where_it_stands_and_adds_none_that_was_only_to_be_changed()
    {
        var page = await Browser.OpenLiveAsync("/stream");
        await page.EvaluateAsync("document.querySelector('#message-1').mark = true");

        await page.Locator("#absent").ClickAsync();
        await page.Locator("#change").ClickAsync();

        await ExpectRowsAsync(page, "changed", "two");
        Assert.True(await page.EvaluateAsync<bool>("document.querySelector('#message-1').mark === true"));
    }

    [Fact]
    public async Task A_stream_drops_a_row_whose_own_button_says_so()
    {
        var page = await Browser.OpenLiveAsync("/stream");
        await page.Locator("#append").ClickAsync();

        await page.Locator("#message-3 button").ClickAsync();
        await page.Locator("#message-1 button").ClickAsync();

        await ExpectRowsAsync(page, "two");
    }

    [Fact]
    public async Task A_stream_with_a_limit_keeps_the_last_children_of_its_element()
    {
        var page = await Browser.OpenLiveAsync("/stream");

        await page.Locator("#append").ClickAsync();
        await page.Locator("#limited").ClickAsync();

        await ExpectRowsAsync(page, "number 3", "number 4");
        await Expect(page.Locator("#empty")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_stream_that_is_reset_has_the_new_rows_alone_and_keeps_what_is_no_row()
    {
        var page = await Browser.OpenLiveAsync("/stream");

        await page.Locator("#reset").ClickAsync();
        await ExpectRowsAsync(page, "eight", "one again");
        await page.Locator("#clear").ClickAsync();
        await ExpectRowsAsync(page);

        await Expect(page.Locator("#empty")).ToHaveTextAsync("Nothing said yet.");
        await page.Locator("#append").ClickAsync();
        await ExpectRowsAsync(page, "number 3");
    }

    [Fact]
    public async Task Rows_with_keys_keep_their_elements_and_what_is_typed_when_they_move()
    {
        var page = await Browser.OpenLiveAsync("/rows");
        await page.EvaluateAsync("document.querySelectorAll('#rows li').forEach(row => row.mark = row.id)");
        await page.GetByLabel("two").FillAsync("typed into two");

        await page.EvaluateAsync("document.querySelector('#reverse').click()");
        await Expect(page.Locator("#rows li")).ToHaveTextAsync(["four drop four", "three drop three", "two drop two", "one drop one"]);
        await page.EvaluateAsync("document.querySelector('#rotate').click()");
        await Expect(page.Locator("#rows li")).ToHaveTextAsync(["three drop three", "two drop two", "one drop one", "four drop four"]);

        await Expect(page.GetByLabel("two")).ToHaveValueAsync("typed into two");
        await Expect(page.GetByLabel("two")).ToBeFocusedAsync();
        Assert.True(await page.EvaluateAsync<bool>("[...document.querySelectorAll('#rows li')].every(row => row.mark === row.id)"));
    }

    [Fact]
    public async Task A_row_that_is_dropped_or_put_first_leaves_the_others_as_they_are()
    {
        var page = await Browser.OpenLiveAsync("/rows");
        await page.EvaluateAsync("document.querySelectorAll('#rows li').forEach(row => row.mark = row.id)");

        await page.GetByRole(AriaRole.Button, new() { Name = "drop two" }).ClickAsync();
        await Expect(page.Locator("#rows li")).ToHaveCountAsync(3);
        await page.Locator("#first").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "drop one" }).ClickAsync();

        await Expect(page.Locator("#rows li")).ToHaveTextAsync(["zero drop zero", "three drop three", "four drop four"]);
        Assert.Equal("none row-three row-four", await page.EvaluateAsync<string>("[...document.querySelectorAll('#rows li')].map(row => row.mark ?? 'none').join(' ')"));
    }

    [Fact]
    public async Task A_list_loads_more_when_its_end_comes_into_sight_and_drops_what_is_far_above()
    {
        var page = await Browser.OpenLiveAsync("/scroll");

        await page.Locator("#item-20").ScrollIntoViewIfNeededAsync();
        await Expect(page.Locator("#range")).ToHaveTextAsync("11 to 30");
        await Expect(page.Locator("#items li").First).ToHaveTextAsync("item 11");
        await Expect(page.Locator("#items li").Last).ToHaveTextAsync("item 30");
        await Expect(page.Locator("#items li")).ToHaveCountAsync(20);

        await page.EvaluateAsync("document.querySelector('#items').scrollTop = 0");
        await Expect(page.Locator("#range")).ToHaveTextAsync("1 to 20");
        await Expect(page.Locator("#items li").First).ToHaveTextAsync("item 1");
        await Expect(page.Locator("#items li")).ToHaveCountAsync(20);
    }

    static Task ExpectRowsAsync(IPage page, params string[] texts) =>
        Expect(page.Locator("#messages > li:not(.only)")).ToHaveTextAsync([.. texts.Select(text => $"{text} delete")]);
}
