using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Trestle;

/// <summary>
/// Tells each record that comes from the database what it looked like there, so that it can be saved later, anywhere.
/// </summary>
sealed class LoadedRecords : IMaterializationInterceptor
{
    public object InitializedInstance(MaterializationInterceptionData materializationData, object entity)
    {
        if (entity is Record record)
        {
            var context = (RecordContext)materializationData.Context;
            record.Found();
            record.MarkStored(context.Shapes.Of(record, context.Model));
        }

        return entity;
    }
}
