using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Query.Internal;
using Microsoft.EntityFrameworkCore.Storage;

namespace Trestle;

/// <summary>
/// Tells each record that comes from the database what it looked like there, so that it can be saved later, anywhere.
/// </summary>
// Compiled into each query. EF's own hook, IMaterializationInterceptor, costs a dictionary of delegates for every row:
// 2.2 KB for a record of seven columns.
sealed class LoadedRecords(IStructuralTypeMaterializerSource efs, RecordShapes shapes) : IStructuralTypeMaterializerSource
{
    static readonly MethodInfo loaded = ((Func<Record, RecordShape, Record>)Loaded).Method;

    public Expression CreateMaterializeExpression(
        StructuralTypeMaterializerSourceParameters parameters, Expression materializationContextExpression)
    {
        var record = efs.CreateMaterializeExpression(parameters, materializationContextExpression);

        return parameters.StructuralType is IEntityType entity && entity.ClrType.IsSubclassOf(typeof(Record))
            ? Expression.Convert(Expression.Call(loaded, record, Expression.Constant(shapes.Of(entity))), record.Type)
            : record;
    }

    public Func<MaterializationContext, object> GetMaterializer(IEntityType entityType) => efs.GetMaterializer(entityType);

    public Func<MaterializationContext, object> GetMaterializer(IComplexType complexType) => efs.GetMaterializer(complexType);

    public Func<MaterializationContext, object> GetEmptyMaterializer(IEntityType entityType) => efs.GetEmptyMaterializer(entityType);

    public Func<MaterializationContext, object> GetEmptyMaterializer(IComplexType complexType) => efs.GetEmptyMaterializer(complexType);

    internal static IStructuralTypeMaterializerSource Around(RecordShapes shapes) =>
#pragma warning disable EF1001 // Public, though not promised: EF's own, with no interceptors.
        new LoadedRecords(new RelationalStructuralTypeMaterializerSource(new([])), shapes);
#pragma warning restore EF1001

    static Record Loaded(Record record, RecordShape shape)
    {
        record.Found();
        record.MarkStored(shape);

        return record;
    }
}
