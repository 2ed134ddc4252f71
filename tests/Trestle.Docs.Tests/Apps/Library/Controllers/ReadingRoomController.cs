namespace Library.Controllers;

// snippet: room-controller
public class ReadingRoomController(Ref<ReadingRoom> room) : Controller
{
    public async Task<Result> Seats() => Json(new SeatsChanged(await room.CallAsync(new ReadingRoom.CountFree())));
}
// end snippet
