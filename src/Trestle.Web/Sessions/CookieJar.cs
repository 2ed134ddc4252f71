using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Trestle;

/// <summary>
/// Small texts a browser keeps and sends back: as they are, <see cref="Signed"/> or <see cref="Encrypted"/>. Scripts cannot read them, other sites'
/// forms do not carry them, and over HTTPS they stay there.
/// </summary>
public sealed class CookieJar
{
    const int MaxBytes = 4096;

    readonly HttpContext context;
    readonly Seal seal;

    internal CookieJar(HttpContext context, Seal? seal = null) => (this.context, this.seal) = (context, seal ?? new Seal.None());

    /// <summary>Texts that the browser can read and not change: changed ones read as null. The keys are those of sessions.</summary>
    public CookieJar Signed => new(context, new Seal.Signature(context.RequestServices));

    /// <summary>Texts that the browser can neither read nor change: changed ones read as null.</summary>
    public CookieJar Encrypted => new(context, new Seal.Cipher(context.RequestServices));

    /// <summary>The text kept under a name, or null. Setting one keeps it until the browser is closed; setting null deletes it.</summary>
    public string? this[string name]
    {
        get => context.Request.Cookies[name] is { Length: > 0 } cookie ? seal.Open(name, cookie) : null;
        set
        {
            if (value is null)
                Delete(name);
            else
                Keep(name, value);
        }
    }

    /// <summary>Keeps a text for a time; a sealed one is not taken back after it, whatever the browser does.</summary>
    /// <exception cref="InvalidOperationException">It would be over 4,096 bytes, which browsers drop without a word.</exception>
    public void Keep(string name, string value, TimeSpan? time = null)
    {
        var cookie = seal.Close(name, value, time);

        if (name.Length + Encoding.UTF8.GetByteCount(Uri.EscapeDataString(cookie)) > MaxBytes)
            throw new InvalidOperationException(
                $"""
                The cookie "{name}" would have more than {MaxBytes} bytes, which browsers drop without a word.

                Keep the large value in a record and put its id into the cookie.
                """);

        context.Response.Cookies.Append(name, cookie, Attributes(time));
    }

    /// <summary>Asks the browser to forget a text.</summary>
    public void Delete(string name) => context.Response.Cookies.Delete(name, Attributes(null));

    CookieOptions Attributes(TimeSpan? time) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        Path = "/",
        MaxAge = time,
    };

    /// <summary>How a text is kept from being changed. Each name has its own, so that no value can be put under another.</summary>
    internal abstract class Seal
    {
        public abstract string Close(string name, string value, TimeSpan? time);

        public abstract string? Open(string name, string cookie);

        /// <summary>Encrypts what only we can have made, with the time until which it is taken back.</summary>
        protected sealed class Vault(IServiceProvider services, string purpose)
        {
            readonly IDataProtectionProvider protection = services.GetRequiredService<IDataProtectionProvider>();
            readonly TimeProvider clock = services.GetRequiredService<TimeProvider>();

            public string Protect(string name, byte[] bytes, TimeSpan? time)
            {
                var until = time is { } span ? (clock.GetUtcNow() + span).ToUnixTimeMilliseconds() : long.MaxValue;
                var whole = new byte[sizeof(long) + bytes.Length];
                BinaryPrimitives.WriteInt64BigEndian(whole, until);
                bytes.CopyTo(whole, sizeof(long));

                return WebEncoders.Base64UrlEncode(For(name).Protect(whole));
            }

            public byte[]? Unprotect(string name, string text)
            {
                try
                {
                    var whole = For(name).Unprotect(WebEncoders.Base64UrlDecode(text));

                    return clock.GetUtcNow().ToUnixTimeMilliseconds() < BinaryPrimitives.ReadInt64BigEndian(whole) ? whole[sizeof(long)..] : null;
                }
                catch (Exception changed) when (changed is CryptographicException or FormatException)
                {
                    return null;
                }
            }

            IDataProtector For(string name) => protection.CreateProtector("Trestle.Cookies", "v2", purpose, name);
        }

        public sealed class None : Seal
        {
            public override string Close(string name, string value, TimeSpan? time) => value;

            public override string Open(string name, string cookie) => cookie;
        }

        public sealed class Cipher(IServiceProvider services) : Seal
        {
            readonly Vault vault = new(services, "Encrypted");

            public override string Close(string name, string value, TimeSpan? time) =>
                vault.Protect(name, Encoding.UTF8.GetBytes(value), time);

            public override string? Open(string name, string cookie) =>
                vault.Unprotect(name, cookie) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
        }

        // The text, then its hash, which only we can seal.
        public sealed class Signature(IServiceProvider services) : Seal
        {
            readonly Vault vault = new(services, "Signed");

            public override string Close(string name, string value, TimeSpan? time) =>
                $"{WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(value))}.{vault.Protect(name, Hash(value), time)}";

            public override string? Open(string name, string cookie)
            {
                if (cookie.Split('.') is not [var text, var signature] || Text(text) is not { } value)
                    return null;

                var hash = vault.Unprotect(name, signature);

                return hash is not null && CryptographicOperations.FixedTimeEquals(hash, Hash(value)) ? value : null;
            }

            static byte[] Hash(string value) => SHA256.HashData(Encoding.UTF8.GetBytes(value));

            static string? Text(string text)
            {
                try
                {
                    return Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(text));
                }
                catch (FormatException)
                {
                    return null;
                }
            }
        }
    }
}
