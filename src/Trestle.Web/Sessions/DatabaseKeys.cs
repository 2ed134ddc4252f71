using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Trestle;

/// <summary>
/// Keeps the keys of sessions and tokens in the application's database, so that both outlive a restart and are good on every
/// node. ASP.NET Core asks synchronously, a few times in a process's life.
/// </summary>
sealed class DatabaseKeys(Database database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() =>
        Run(context => context.Database.SqlQueryRaw<string>("SELECT xml AS \"Value\" FROM trestle_keys").ToList())
            .ConvertAll(XElement.Parse);

    public void StoreElement(XElement element, string friendlyName)
    {
        var xml = element.ToString(SaveOptions.DisableFormatting);

        Run(context => context.Database.ExecuteSql($"INSERT INTO trestle_keys (name, xml) VALUES ({friendlyName}, {xml})"));
    }

    T Run<T>(Func<RecordContext, T> work)
    {
        var unit = database.BeginUnitOfWork();

        try
        {
            Database.Current.Database.ExecuteSqlRaw("CREATE TABLE IF NOT EXISTS trestle_keys (name text PRIMARY KEY, xml text NOT NULL)");

            return work(Database.Current);
        }
        finally
        {
            unit.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}

/// <summary>Points Data Protection at the database, when the release has one.</summary>
sealed class KeysInDatabase(IServiceProvider services) : IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions options)
    {
        if (services.GetService<Database>() is not { } database)
            return;

        options.XmlRepository = new DatabaseKeys(database);

        // The keys lie beside what they protect; a key for the keys would have to lie somewhere too.
        options.XmlEncryptor = new NullXmlEncryptor();
    }
}
