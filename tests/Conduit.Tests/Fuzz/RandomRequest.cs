using System.Text;

namespace Conduit.Tests;

/// <summary>Makes the bytes of requests that a client might send by accident or malice: mostly nearly right, since what is quite wrong goes no further than the parser.</summary>
sealed class RandomRequest(int seed)
{
    static readonly string[] Methods = ["GET", "GET", "GET", "POST", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "CONNECT", "get", "G ET", "", "BREW", "\u00ff"];

    static readonly string[] Paths =
    [
        "/api/articles", "/api/articles/feed", "/api/articles/dragons", "/api/articles/dragons/comments", "/api/articles/dragons/comments/1", "/api/articles/dragons/favorite",
        "/api/users", "/api/users/login", "/api/user", "/api/profiles/jake", "/api/profiles/jake/follow", "/api/tags", "/up", "/", "/nothing", "*", "http://elsewhere.test/api/tags",
    ];

    static readonly string[] Pieces =
    [
        "%", "%2", "%zz", "%00", "%2e%2e/", "../", "//", "\\", "%c3%28", "%ff", "\u00e9", "?", "?limit=", "?limit=99999999999999", "?offset=-1", "&tag=%00", "&tag=a&tag=b", "#", ";", " ", "\t",
        "\u0000", "a", "0", "-1", "2147483648", "{", "}", "[0].x", "=", "&", "'", "\"", "<script>", "%f0%9f%92%a9", "~", "\u007f", "?author=%ed%a0%80",
    ];

    static readonly string[] Headers =
    [
        "Authorization: Token a.b.c", "Authorization: Token ", "Authorization: \u00ff", "Authorization: Bearer eyJhbGciOiJub25lIn0.e30.", "Cookie: a=b; =; ;;", "Cookie: .Trestle.Session=x",
        "Accept: application/json", "Accept: ;q=2, */*;q=x", "Accept-Language: xx-\u00ff;q=0, *", "Accept-Encoding: gzip;q=9, \u0001", "Content-Encoding: gzip", "Expect: 100-continue",
        "Connection: close", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Range: bytes=-0,9-1", "If-None-Match: \"", "If-Modified-Since: never",
        "X-Forwarded-For: ,", "X-Forwarded-Proto: javascript", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: ", "Origin: null", "Referer: http://[", "Host: second.test",
        ": no name", "No colon", " folded", "Bad Name: x", "Transfer-Encoding: chunked, chunked", "Transfer-Encoding: identity", "TE: trailers", "X-Long: ",
    ];

    static readonly string[] Types =
    [
        "application/json", "application/json; charset=utf-8", "application/json; charset=klingon", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b", "multipart/form-data",
        "multipart/form-data; boundary=" + "\u00ff", "text/plain", "", "/", "application/xml",
    ];

    static readonly string[] Bodies =
    [
        """{"user":{"username":"jake","email":"jake@example.org","password":"four shelves"}}""",
        """{"user":{"email":"jake@example.org","password":"wrong shelves"}}""",
        """{"article":{"title":"Dragons","description":"d","body":"b","tagList":["a","b"]}}""",
        """{"article":{"title":null,"tagList":[null,1,{}]}}""",
        """{"comment":{"body":"x"}}""", "{}", "[]", "null", "1e999", "\"\\ud800\"", "{\"user\":{\"username\":\"\\u0000\"}}", "{\"user\":{},\"user\":{}}", "",
        "user.username=jake&user.email=a%40b.c&user.password=%00", "article.title=a&article.tagList=b&article.tagList=%ff", "_method=delete", "_method=\u00ff&_method=", "a=%&b=%zz&=&&&",
        "--b\r\nContent-Disposition: form-data; name=\"user.username\"\r\n\r\njake\r\n--b--\r\n", "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"../../x\"\r\n\r\n", "--b\r\n\r\n",
    ];

    readonly Random random = new(seed);

    /// <summary>Whether the form of HTTP is broken too; three in four keep to it, so that what they ask for is looked at.</summary>
    bool isWild;

    /// <summary>
    /// One to four requests, one after the other on a connection: either right, with a last one that asks to close it, or wild and perhaps
    /// cut short.
    /// </summary>
    public byte[] Next(out int count, out bool asksToClose)
    {
        using var bytes = new MemoryStream();
        count = random.Next(1, 5);
        isWild = random.Next(4) == 0;

        for (var i = 0; i < count; i++)
            bytes.Write(One());

        asksToClose = !isWild;

        if (asksToClose)
            bytes.Write("GET /api/tags HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8);

        var all = bytes.ToArray();

        return isWild && random.Next(3) == 0 ? all[..random.Next(all.Length + 1)] : all;
    }

    byte[] One()
    {
        if (Wildly(20))
            return Garbage();

        var body = Body();
        var head = new StringBuilder($"{Of(isWild ? Methods : Methods[..8])} {Path()} HTTP/{(Wildly(6) ? Of(["1.0", "1.2", "2.0", "9", ""]) : "1.1")}\r\n");

        if (!Wildly(20))
            head.Append($"Host: {(Wildly(5) ? Of(["127.0.0.1:80", "evil.test", "", "a b", "[::1", "localhost:99999999"]) : "localhost")}\r\n");

        for (var i = random.Next(4); i > 0; i--)
            head.Append(Of(isWild ? Headers : Headers[..10])).Append("\r\n");

        if (Wildly(20))
            head.Append("X-Large: ").Append('x', random.Next(50_000)).Append("\r\n");

        if (body.Length > 0 || random.Next(4) == 0)
            head.Append($"Content-Type: {Of(random.Next(3) == 0 ? Types : Types[..1])}\r\n");

        var isChunked = random.Next(6) == 0;

        if (isChunked)
            head.Append("Transfer-Encoding: chunked\r\n");
        if (!isChunked || Wildly(4))
            head.Append($"Content-Length: {Length(body.Length)}\r\n");

        head.Append(Wildly(20) ? "\n" : "\r\n");

        return [.. Encoding.Latin1.GetBytes(head.ToString()), .. isChunked ? Chunked(body) : body];
    }

    string Path()
    {
        var path = Of(Paths);

        for (var i = random.Next(isWild ? 8 : 4) / 3; i > 0; i--)
            path = path.Insert(random.Next(path.Length + 1), Of(Pieces));

        return Wildly(20) ? path + new string('a', random.Next(20_000)) : path;
    }

    byte[] Body()
    {
        if (random.Next(3) == 0)
            return [];

        var bytes = random.Next(30) switch
        {
            0 => Encoding.ASCII.GetBytes(new string('[', random.Next(5_000))),
            1 => Encoding.ASCII.GetBytes(string.Join('&', Enumerable.Range(0, random.Next(3_000)).Select(n => $"a{n}=b"))),
            2 => Encoding.ASCII.GetBytes("{\"article\":{\"title\":\"" + new string('t', random.Next(200_000)) + "\"}}"),
            3 => Garbage(),
            _ => Encoding.Latin1.GetBytes(Of(Bodies)),
        };

        for (var i = random.Next(6) / 4; i > 0 && bytes.Length > 0; i--)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);

        return bytes;
    }

    byte[] Chunked(byte[] body)
    {
        var size = Wildly(3) ? Of(["zz", "-1", "ffffffffffffffff", "", "7fffffff"]) : $"{body.Length:x}";

        return [.. Encoding.ASCII.GetBytes($"{size}{Of(["", "", "", ";x=y"])}\r\n"), .. body, .. Encoding.ASCII.GetBytes(Wildly(3) ? Of(["\r\n0\r\nX: y\r\n\r\n", "0\r\n", ""]) : "\r\n0\r\n\r\n")];
    }

    string Length(int length) => !isWild ? $"{length}" : random.Next(6) switch
    {
        0 => Of(["-1", "x", "", "99999999999999999999", "1, 2", "+3", "0x5", "4294967296"]),
        1 => $"{length + random.Next(1, 100)}",
        2 => $"{Math.Max(0, length - random.Next(1, 20))}",
        _ => $"{length}",
    };

    byte[] Garbage()
    {
        var bytes = new byte[random.Next(300)];
        random.NextBytes(bytes);

        return bytes;
    }

    bool Wildly(int oneIn) => isWild && random.Next(oneIn) == 0;

    string Of(string[] choices) => choices[random.Next(choices.Length)];
}
