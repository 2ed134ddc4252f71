using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Trestle.Generators;

static class Operations
{
    extension(IOperation operation)
    {
        /// <summary>What was written, before the compiler converted it to what is wanted.</summary>
        public IOperation WithoutConversion()
        {
            var inner = operation;

            while (inner is IConversionOperation { IsImplicit: true } conversion)
                inner = conversion.Operand;

            return inner;
        }

        public IEnumerable<IOperation> Above()
        {
            for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
                yield return parent;
        }

        /// <summary>The method or constructor that a lambda or a method group is given to; null when it is kept or called.</summary>
        public IMethodSymbol? GivenTo() => operation.Above().SkipWhile(above => above is IDelegateCreationOperation or IConversionOperation).FirstOrDefault() switch
        {
            IArgumentOperation { Parent: IInvocationOperation call } => call.TargetMethod,
            IArgumentOperation { Parent: IObjectCreationOperation creation } => creation.Constructor,
            _ => null,
        };
    }
}
