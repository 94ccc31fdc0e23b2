using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace StructGen.Constraints;

/// <summary>Lets a recursion over a long chain go on where the thread's stack ends: on a fresh stack, so many times, and then a limit error.</summary>
/// <remarks>
/// Twelve thousand schemas that refer each to the next are legal, and nest what asks about them as deep. A method that recurses over what a caller wrote begins with
/// <c>if (DeepStack.IsShort) return DeepStack.Continue(…)</c>: nothing but a look at the stack pointer as long as there is room. The caller waits meanwhile, so that
/// locks that it holds protect what is done here; no lock may be taken again by what runs on the fresh stack.
/// </remarks>
public static class DeepStack
{
    /// <summary>Bytes of one fresh stack; pages that are not reached cost nothing.</summary>
    private const int StackBytes = 16 << 20;

    /// <summary>Fresh stacks on top of each other: 128 MiB in the worst case, given back when the question is answered.</summary>
    private const int MostStacks = 8;

    [ThreadStatic]
    private static int s_stacks;

    /// <summary>Whether the stack is nearly used up.</summary>
    public static bool IsShort => !RuntimeHelpers.TryEnsureSufficientExecutionStack();

    /// <summary>Answers a question on a fresh stack.</summary>
    /// <param name="ask">The question; static, so that asking costs nothing where there is room.</param>
    /// <param name="state">What it is about.</param>
    /// <param name="place">JSON pointer of the schema concerned, for the error.</param>
    /// <exception cref="ConstraintLimitException">So many stacks are in use already.</exception>
    public static TResult Continue<TState, TResult>(Func<TState, TResult> ask, TState state, string place = "")
    {
        var stacks = s_stacks + 1;
        if (stacks > MostStacks) throw TooDeep(place);
        var result = default(TResult)!;
        ExceptionDispatchInfo? fault = null;
        var thread = new Thread(() =>
        {
            s_stacks = stacks;
            try
            {
                result = ask(state);
            }
            catch (Exception exception)
            {
                fault = ExceptionDispatchInfo.Capture(exception);
            }
        }, StackBytes)
        { IsBackground = true, Name = "StructGen deep recursion" };
        try
        {
            thread.Start();
        }
        catch (OutOfMemoryException)
        {
            throw TooDeep(place);
        }

        thread.Join();
        fault?.Throw();
        return result;
    }

    /// <summary>Does something on a fresh stack.</summary>
    /// <inheritdoc cref="Continue{TState, TResult}"/>
    public static void Continue<TState>(Action<TState> act, TState state, string place = "")
        => Continue(
            static at =>
            {
                at.Act(at.State);
                return true;
            },
            (Act: act, State: state),
            place);

    private static ConstraintLimitException TooDeep(string place) => new([new ConstraintError(place, "",
        $"The schema or the value nests too deeply here, through chains of references or of values: more than {MostStacks} stacks of {StackBytes >> 20} MiB would be needed. Shorten the chain.")]);
}
