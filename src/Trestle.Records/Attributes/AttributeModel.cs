using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Trestle;

/// <summary>Tells EF's model what attributes make of a column on its way to the database and back.</summary>
static class AttributeModel
{
    public static void Apply(ModelBuilder model, Encryption encryption)
    {
        foreach (var entity in model.Model.GetEntityTypes())
        {
            foreach (var password in SecurePassword.DeclaredBy(entity.ClrType))
                KeepOut(entity, password);

            foreach (var property in entity.GetDeclaredProperties())
                Convert(property, encryption);
        }
    }

    static void KeepOut(IMutableEntityType entity, SecurePassword password)
    {
        foreach (var name in password.Virtual)
        {
            if (entity.FindDeclaredProperty(name) is { } property)
                entity.RemoveProperty(property);

            entity.AddIgnored(name);
        }
    }

    // As a conversion every value that is compared with the column is put in order too, wherever the query was written.
    static void Convert(IMutableProperty property, Encryption encryption)
    {
        var order = property.PropertyInfo?.GetCustomAttribute<NormalizeAttribute>();
        var encrypted = EncryptedProperty.Of(property.PropertyInfo, encryption);

        if (order is null && encrypted is null)
            return;

        RefuseOtherConversion(property, encrypted is null ? "Normalize" : "Encrypted");

        if (encrypted is not null)
            encrypted.Describe(property);
        else
            property.SetValueConverter(Converter(property.ClrType, order!));
    }

    static void RefuseOtherConversion(IMutableProperty property, string attribute)
    {
        if (property.GetValueConverter() is { } other)
            throw new InvalidOperationException(
                $"""
                {property.DeclaringType.ClrType.Name}.{property.Name} is [{attribute}], but its configuration converts it by {other.GetType().Name}.

                A column has one conversion: take one of the two away.
                """);
    }

    static ValueConverter Converter(Type type, NormalizeAttribute order) =>
        (ValueConverter)Activator.CreateInstance(typeof(NormalizingConverter<>).MakeGenericType(type), order)!;
}

sealed class NormalizingConverter<T>(NormalizeAttribute order) : ValueConverter<T, T>(
    value => (T)order.Normalize(value!)!,
    stored => stored);
