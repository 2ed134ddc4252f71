namespace Trestle.Records.Tests;

public class NormalizingTests : TestDatabase
{
    [Fact]
    public void Puts_an_assigned_value_in_order()
    {
        var member = new Member().Assign(new MemberParams(" Ann@Example.ORG ", "Ann \t  Stone "));

        Assert.Equal(("ann@example.org", "Ann Stone"), (member.Email, member.Name));
    }

    [Fact]
    public void Puts_a_value_in_order_before_it_is_judged()
    {
        var member = new Member { Email = "  " };

        Assert.False(member.Validate());
        Assert.Equal(["Email can't be blank"], member.Errors.FullMessages);
        Assert.Equal("", member.Email);
    }

    [Fact]
    public void Puts_in_order_what_a_callback_sets()
    {
        var member = new Member { Email = "ann@example.org", Name = " Ann ", Motto = "mine" };

        Assert.True(member.Validate());
        Assert.Equal("Ann", member.Motto);
    }

    [Fact]
    public void Makes_nothing_of_what_was_left_empty()
    {
        var member = new Member { Email = "ann@example.org", Motto = " " };

        member.Validate();

        Assert.Null(member.Motto);
    }

    [Fact]
    public async Task Finds_by_a_value_in_any_shape()
    {
        var id = (await SavedMember("ann@example.org")).Id;
        var typed = " ANN@example.org";
        string[] several = [typed, "Bob@example.org"];

        Assert.Equal(id, (await Member.FindByAsync(m => m.Email == typed)).Id);
        Assert.Equal(id, (await Member.FindByAsync(m => m.Email == " ANN@example.org")).Id);
        Assert.Equal(id, (await Member.FindOrInitializeByAsync(new { Email = typed })).Id);
        Assert.Equal(id, (await Member.Where(m => several.Contains(m.Email)).SingleAsync()).Id);
        Assert.True(await Member.ExistsAsync(m => m.Email.Equals(typed)));
        Assert.False(await Member.ExistsAsync(m => m.Email != typed));
    }

    [Fact]
    public async Task Sees_that_a_value_is_taken_in_another_shape()
    {
        await SavedMember("ann@example.org");

        var again = await Member.CreateAsync(new MemberParams("ANN@EXAMPLE.ORG"));

        Assert.Equal(["Email has already been taken"], again.Errors.FullMessages);
    }

    [Fact]
    public async Task Puts_in_order_what_is_written_without_rules()
    {
        var member = await SavedMember("ann@example.org");

        await member.UpdateColumnsAsync(new { Email = "ANN@example.net " });
        Assert.Equal("ann@example.net", member.Email);

        await Member.All.UpdateAllAsync(set => set.SetProperty(m => m.Email, "BOB@example.net"));
        await member.ReloadAsync();
        Assert.Equal("bob@example.net", member.Email);
    }

    [Fact]
    public async Task A_class_may_have_an_order_of_its_own()
    {
        var member = await SavedMember("ann@example.org");
        await member.UpdateAsync(new { Phone = "+49 (30) 123-456", Fee = 9.999m });

        Assert.Equal(("+4930123456", 10.00m), (member.Phone, member.Fee));
        Assert.Equal(member.Id, (await Member.FindByAsync(m => m.Phone == "+49 30 123456")).Id);
    }

    [Fact]
    public void Normalizes_a_value_by_itself()
    {
        Assert.Equal("ann@example.org", Member.Normalize(m => m.Email, " ANN@example.org "));
        Assert.Null(Member.Normalize(m => m.Motto, null));
        Assert.Equal(7, Member.Normalize(m => m.Id, 7));
    }

    [Fact]
    public async Task A_value_in_another_shape_is_no_change_once_validated()
    {
        var member = await SavedMember("ann@example.org");

        member.Email = "ANN@example.org";
        member.Validate();

        Assert.False(member.IsChanged);
    }

    static async Task<Member> SavedMember(string email)
    {
        var member = await Member.CreateAsync(new MemberParams(email, "Ann"));
        Assert.Equal([], member.Errors.FullMessages);

        return member;
    }
}
