using StructGen.Constraints.Algebra;

namespace StructGen.Constraints.Automata;

/// <content>Pretty printing: where a line break must come, and how far the next line is indented.</content>
/// <remarks>White space is never a choice: each piece of it is a thread that knows which thread stands behind it.</remarks>
internal sealed partial class SchemaMachine
{
    private const int Indent = 2;

    /// <summary>Steps the threads that pretty printing treats in its own way.</summary>
    /// <returns>False for the others.</returns>
    private bool StepPretty(in MachineThread thread, byte value, int before, int after)
    {
        switch (thread.Kind)
        {
            case ThreadKind.LineBreak:
                if (value == '\n') AddBehindSpaces(thread.A, _threads[thread.B]);
                return true;
            case ThreadKind.Spaces:
                if (value == ' ') AddBehindSpaces(thread.A - 1, _threads[thread.B]);
                return true;
            case ThreadKind.Close:
                if (value == thread.B) Return(thread.Parents, after);
                return true;
            case ThreadKind.Number:
                MoveOn(thread, _numbers.Step(thread.A, value));
                if (value is (byte)',' or (byte)'\n' && _numbers.Accepts(thread.A)) ReturnBefore(thread.Parents, value, before, after);
                return true;
            case ThreadKind.ObjectOpen:
                if (value == '}' && ObjectResiduals.CanClose(thread.Object)) Return(thread.Parents, after);
                else if (value == '\n' && HasNames(thread.Object)) AddBehindSpaces(Inner(thread), NextMember(thread));
                return true;
            case ThreadKind.AfterMember:
                if (value == '\n' && ObjectResiduals.CanClose(thread.Object)) AddBehindSpaces(Outer(thread), Closing(thread, '}'));
                else if (value == ',' && HasNames(thread.Object)) AddBehindLineBreak(Inner(thread), NextMember(thread));
                return true;
            case ThreadKind.ArrayOpen:
                if (value == ']' && ArrayResiduals.CanClose(thread.Array)) Return(thread.Parents, after);
                if (value != '\n') return true;
                foreach (var item in Items(thread.Array, thread.Parents, false, after)) AddBehindSpaces(Inner(thread), item);
                return true;
            case ThreadKind.AfterItem:
                if (value == '\n' && ArrayResiduals.CanClose(thread.Array)) AddBehindSpaces(Outer(thread), Closing(thread, ']'));
                if (value != ',') return true;
                foreach (var item in Items(thread.Array, thread.Parents, false, after)) AddBehindLineBreak(Inner(thread), item);
                return true;
            default:
                return false;
        }
    }

    private int Outer(in MachineThread part) => Indent * _threads.Depth(part.Parents);

    private int Inner(in MachineThread part) => Outer(part) + Indent;

    private static MachineThread NextMember(in MachineThread part) => new(ThreadKind.ObjectNext, part.Subject, 0, 0, part.Parents);

    private static MachineThread Closing(in MachineThread part, char bracket) => new(ThreadKind.Close, null, 0, bracket, part.Parents);

    private void AddBehindLineBreak(int spaces, in MachineThread thread) => Add(new MachineThread(ThreadKind.LineBreak, null, spaces, _threads.Intern(thread), thread.Parents));

    private void AddBehindSpaces(int spaces, in MachineThread thread)
    {
        if (spaces == 0) Add(thread);
        else Add(new MachineThread(ThreadKind.Spaces, null, spaces, _threads.Intern(thread), thread.Parents));
    }
}
