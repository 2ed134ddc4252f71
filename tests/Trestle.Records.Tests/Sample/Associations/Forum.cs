using System.ComponentModel.DataAnnotations;

namespace Trestle.Records.Tests.Sample;

/// <summary>A board has topics, which have replies: counted, touched and saved by their topic.</summary>
public class Board : Record<Board>
{
    [Required] public string Name { get; set; } = "";
    public int TopicsCount { get; private set; }

    public List<Topic> Topics { get; } = [];
}

public class Topic : Record<Topic>
{
    [Required] public string Title { get; set; } = "";
    public int RepliesCount { get; private set; }
    public int Answers { get; private set; }

    public int? BoardId { get; set; }
    [CounterCache, Touch] public Board? Board { get; set; }

    [Autosave, Dependent(Dependent.Destroy)] public List<Reply> Replies { get; } = [];
}

public class Reply : Record<Reply>
{
    [Required] public string Text { get; set; } = "";

    public int TopicId { get; set; }
    [CounterCache, Touch] public Topic? Topic { get; set; }
}
