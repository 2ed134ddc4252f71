namespace Library.Controllers;

// snippet: forms-controller
public class ReadingListsController : Controller
{
    public Result New() => View(new ReadingList());

    public async Task<Result> Create(ReadingListParams input)
    {
        var list = new ReadingList().Assign(input);

        return await list.SaveAsync() ? Redirect(to: Paths.EditReadingList(list)) : Invalid("New", list);
    }

    public async Task<Result> Edit(int id) => View(await Lists.FindAsync(id));

    public async Task<Result> Update(int id, ReadingListParams input)
    {
        var list = (await Lists.FindAsync(id)).Assign(input);

        return await list.SaveAsync() ? Redirect(to: Paths.EditReadingList(list)) : Invalid("Edit", list);
    }

    static IQueryable<ReadingList> Lists => ReadingList.All.Include(list => list.Picks);
}
// end snippet
