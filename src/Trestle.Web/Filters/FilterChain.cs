using Microsoft.AspNetCore.Http;

namespace Trestle;

/// <summary>What runs around one action, in order, and who answers for its exceptions.</summary>
sealed class FilterChain(IReadOnlyList<(FilterAttribute When, Filter Filter)> filters, IReadOnlyList<(Type Exception, Filter Filter)> rescuers)
{
    IReadOnlyList<(FilterAttribute When, Filter Filter)> Filters => filters;

    /// <summary>Gives the answer: the action's, a filter's, or one for an exception.</summary>
    public async Task<Result> RunAsync(Controller controller, HttpContext context, Func<Task<Result>> action)
    {
        try
        {
            return await new Run(this, controller, context, action).FromAsync(0);
        }
        catch (Exception exception) when (RescuerOf(exception) is { } rescuer)
        {
            return await rescuer.CallAsync(controller, context, exception) ?? throw new InvalidOperationException(
                $"""
                {controller.GetType().Name} rescues {exception.GetType().Name}, but its method returned nothing to answer.

                Return a Result, or throw the exception again.
                """,
                exception);
        }
    }

    // What is wrong with the request itself is answered by the framework alike everywhere.
    Filter? RescuerOf(Exception exception) => exception is RequestException or BadHttpRequestException
        ? null
        : rescuers.FirstOrDefault(rescuer => rescuer.Exception.IsInstanceOfType(exception)).Filter;

    sealed class Run(FilterChain chain, Controller controller, HttpContext context, Func<Task<Result>> action)
    {
        bool isHalted;

        public Task<Result> FromAsync(int index) => index == chain.Filters.Count ? action() : StepAsync(index);

        async Task<Result> StepAsync(int index)
        {
            var (when, filter) = chain.Filters[index];

            switch (when)
            {
                case BeforeAttribute:
                    if (await filter.CallAsync(controller, context) is { } answer)
                    {
                        isHalted = true;

                        return answer;
                    }

                    return await FromAsync(index + 1);

                case AroundAttribute:
                    return (await filter.CallAsync(controller, context, () => FromAsync(index + 1)))!;

                default:
                    var result = await FromAsync(index + 1);

                    if (!isHalted)
                        await filter.CallAsync(controller, context);

                    return result;
            }
        }
    }
}
