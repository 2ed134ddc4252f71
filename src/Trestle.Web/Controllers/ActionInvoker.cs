using System.Linq.Expressions;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Trestle;

/// <summary>Calls one action or filter; all shapes of answer become one, null where there is none.</summary>
delegate ValueTask<Result?> ActionInvoker(Controller controller, object?[] values);

static class ActionInvokers
{
    public static ActionInvoker For(MethodInfo action)
    {
        var controller = Expression.Parameter(typeof(Controller));
        var values = Expression.Parameter(typeof(object?[]));

        var call = Expression.Call(
            Expression.Convert(controller, action.DeclaringType!),
            action,
            action.GetParameters().Select((parameter, i) => Expression.Convert(
                Expression.ArrayIndex(values, Expression.Constant(i)), parameter.ParameterType)));

        return Expression.Lambda<ActionInvoker>(Answer(call), controller, values).Compile();
    }

    static Expression Answer(MethodCallExpression call)
    {
        if (call.Type == typeof(ValueTask<Result>))
            return call;
        if (call.Type == typeof(void))
            return Expression.Block(call, Expression.Default(typeof(ValueTask<Result>)));
        if (call.Type == typeof(Task))
            return Expression.Call(typeof(ActionInvokers).GetMethod(nameof(NothingAfterAsync), BindingFlags.Static | BindingFlags.NonPublic)!, call);

        var answer = call.Type == typeof(Task<Result>) ? typeof(Task<Result>) : typeof(Result);

        return Expression.New(typeof(ValueTask<Result>).GetConstructor([answer])!, Expression.Convert(call, answer));
    }

    static async ValueTask<Result?> NothingAfterAsync(Task work)
    {
        await work;

        return null;
    }
}

static class ControllerFactory
{
    public static Func<HttpContext, Controller> For(Type controller)
    {
        if (controller.GetConstructors() is [var only] && only.GetParameters().Length == 0)
        {
            // Nothing to inject, so no scope of services needs to be opened for it.
            var create = Expression.Lambda<Func<Controller>>(Expression.New(only)).Compile();

            return _ => create();
        }

        var factory = ActivatorUtilities.CreateFactory(controller, Type.EmptyTypes);

        return context => (Controller)factory(context.RequestServices, null);
    }
}
