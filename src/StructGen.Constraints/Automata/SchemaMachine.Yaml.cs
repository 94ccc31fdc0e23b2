using System.Text;
using StructGen.Constraints.Algebra;
using StructGen.Constraints.Layouts;

namespace StructGen.Constraints.Automata;

/// <content>YAML: the same threads, with indentation in place of brackets.</content>
/// <remarks>
/// A block ends when a line is less indented, so at a line break every object and array that may be closed hands the break on to what is around it: after
/// <c>a:⏎  b: 1</c> a break leads to two threads, one that waits for two spaces and a name of the inner object, and one that expects a name of the outer.
/// </remarks>
internal sealed partial class SchemaMachine
{
    /// <summary>Behind a colon, before the space or the line break.</summary>
    private const int BehindColon = 2;

    /// <summary>Behind a colon and a space: no block may begin.</summary>
    private const int Inline = 3;

    private void StepYaml(in MachineThread thread, byte value, int before, int after)
    {
        switch (thread.Kind)
        {
            case ThreadKind.Value when thread.A == BehindColon:
                if (value == ' ' && _finishing.CheapestInline(thread.Formula) < Finishing.Never) Add(thread with { A = Inline });
                else if (value == '\n') BeginBlocks(thread);
                break;
            case ThreadKind.Value:
                BeginScalar(thread.Formula, value, thread.Parents);
                if (thread.A != Inline) BeginBlock(thread, value, before, after);
                break;
            case ThreadKind.Literal:
                StepLiteral(thread, value, after);
                break;
            case ThreadKind.Text:
                if (_strings.Step(thread.A, value) is var inside and not 0) Add(thread with { A = inside });
                else if (value == '"' && _strings.Accepts(thread.A)) Return(thread.Parents, after);
                break;
            case ThreadKind.Plain:
                MoveOn(thread, _plain!.Step(thread.A, value));
                if (value == '\n' && _plain.Accepts(thread.A)) ReturnBefore(thread.Parents, value, before, after);
                break;
            case ThreadKind.Number:
                MoveOn(thread, _numbers.Step(thread.A, value));
                if (value == '\n' && _numbers.Accepts(thread.A)) ReturnBefore(thread.Parents, value, before, after);
                break;
            case ThreadKind.Spaces:
                if (value == ' ') AddBehindSpaces(thread.A - 1, _threads[thread.B]);
                break;
            case ThreadKind.ObjectNext:
                BeginYamlName(thread.Object, thread.Parents, value, before, after);
                break;
            case ThreadKind.KnownName:
                StepYamlName(thread, value);
                break;
            case ThreadKind.OtherName:
                StepOtherName(thread, value, before);
                break;
            case ThreadKind.OtherPlain:
                MoveOn(thread, _plain!.Step(thread.A, value));
                if (value == ':' && _plain.Accepts(thread.A)) AddMembers(ChoicesBehind(thread, before), thread.Parents);
                break;
            case ThreadKind.Colon when value == ':':
                AddMembers(thread.Choices, thread.Parents);
                break;
            case ThreadKind.Dash when thread.A == 0:
                if (value == '-') Add(thread with { A = 1 });
                break;
            case ThreadKind.Dash when value == ' ':
                AddItems(thread.Array, thread.Parents, false, after);
                break;
            case ThreadKind.AfterMember when value == '\n':
                if (HasNames(thread.Object)) AddBehindSpaces(Outer(thread), NextMember(thread));
                if (ObjectResiduals.CanClose(thread.Object)) ReturnBefore(thread.Parents, value, before, after);
                break;
            case ThreadKind.AfterItem when value == '\n':
                if (_finishing.Arrays.Choices(thread.Array).Length > 0) AddBehindSpaces(Outer(thread), FirstDash(thread.Array, thread.Parents));
                if (ArrayResiduals.CanClose(thread.Array)) ReturnBefore(thread.Parents, value, before, after);
                break;
        }
    }

    private void BeginScalar(Formula formula, byte value, int parents)
    {
        var shape = _finishing.Shapes.Of(formula);
        if (value == '"' && shape.Text != 0) Add(new MachineThread(ThreadKind.Text, null, shape.Text, 0, parents));
        if (shape.Plain != 0) MoveOn(new MachineThread(ThreadKind.Plain, null, 0, 0, parents), _plain!.Step(shape.Plain, value));
        if (shape.Number != 0) MoveOn(new MachineThread(ThreadKind.Number, null, 0, 0, parents), _numbers.Step(shape.Number, value));
        var literal = value switch
        {
            (byte)'n' when shape.AllowsNull => 0,
            (byte)'f' when (shape.Booleans & 1) != 0 => 1,
            (byte)'t' when (shape.Booleans & 2) != 0 => 2,
            (byte)'{' when _finishing.Shapes.ObjectStarts(formula).Any(ObjectResiduals.CanClose) => 3,
            (byte)'[' when _finishing.Shapes.ArrayStarts(formula).Any(ArrayResiduals.CanClose) => 4,
            _ => -1,
        };
        if (literal >= 0) Add(new MachineThread(ThreadKind.Literal, null, 1, literal, parents));
    }

    /// <summary>A block right here: behind a dash, or at the very beginning.</summary>
    private void BeginBlock(in MachineThread thread, byte value, int before, int after)
    {
        foreach (var start in _finishing.Shapes.ObjectStarts(thread.Formula))
            if (_finishing.CanFinish(start) && HasNames(start)) BeginYamlName(start, thread.Parents, value, before, after);
        if (value != '-') return;
        foreach (var start in _finishing.Shapes.ArrayStarts(thread.Formula))
            if (_finishing.CanFinish(start) && _finishing.Arrays.Choices(start).Length > 0) Add(FirstDash(start, thread.Parents) with { A = 1 });
    }

    /// <summary>A block on the lines below a name.</summary>
    private void BeginBlocks(in MachineThread thread)
    {
        foreach (var start in _finishing.Shapes.ObjectStarts(thread.Formula))
            if (_finishing.CanFinish(start) && HasNames(start)) AddBehindSpaces(Outer(thread), new MachineThread(ThreadKind.ObjectNext, start, 0, 0, thread.Parents));
        foreach (var start in _finishing.Shapes.ArrayStarts(thread.Formula))
            if (_finishing.CanFinish(start) && _finishing.Arrays.Choices(start).Length > 0) AddBehindSpaces(Outer(thread), FirstDash(start, thread.Parents));
    }

    private static MachineThread FirstDash(ArrayResidual residual, int parents) => new(ThreadKind.Dash, residual, 0, 0, parents);

    private void BeginYamlName(ObjectResidual residual, int parents, byte value, int before, int after)
    {
        StepYamlName(new MachineThread(ThreadKind.KnownName, residual, 0, 0, parents), value);
        foreach (var start in _finishing.Objects.OtherNames(residual))
        {
            if (value == '"' && start.Start != 0) Add(new MachineThread(ThreadKind.OtherName, new OtherName(residual, start.Class), start.Start, _tape.Length(after), parents));
            if (start.Plain == 0 || _plain!.Step(start.Plain, value) is not (var inside and not 0)) continue;
            Add(new MachineThread(ThreadKind.OtherPlain, new OtherName(residual, start.Class), inside, _tape.Length(before), parents));
            _recordsThisByte = true;
        }
    }

    private void StepYamlName(in MachineThread thread, byte value)
    {
        var trie = thread.Object.Shape.Trie;
        if (trie.Step(thread.A, value) is var node and >= 0)
        {
            if (AnyAllowed(thread.Object, trie.Ranks(node))) Add(thread with { A = node });
        }
        else if (value == ':' && trie.NameAt(thread.A) is var name and >= 0 && IsAllowed(thread.Object, trie.RankOf[name]))
        {
            AddMembers(_finishing.Objects.Choices(thread.Object, name), thread.Parents);
        }
    }

    /// <summary>Members that a name which the schema does not mention may have; none where it is taken.</summary>
    private MemberChoice[] ChoicesBehind(in MachineThread thread, int tape)
    {
        var (residual, index) = (OtherName)thread.Subject!;
        var name = tape == Tape.Unknown ? null : ReadName(thread.Kind, _tape.Read(tape, thread.B));
        return name is not null && ObjectResiduals.IsTaken(residual, name) ? [] : _finishing.Objects.ChoicesOfClass(residual, index, name);
    }

    private static string ReadName(ThreadKind kind, ReadOnlySpan<byte> written) => kind == ThreadKind.OtherPlain ? Encoding.UTF8.GetString(written) : MemberTrie.Read(written);

    private bool TryAddYamlBytes(in MachineThread thread, ref ByteSet bytes)
    {
        switch (thread.Kind)
        {
            case ThreadKind.Value when thread.A == BehindColon:
                bytes.Add(" \n"u8);
                break;
            case ThreadKind.Value:
                AddFirstBytes(thread, ref bytes);
                AddPlainBytes(_finishing.Shapes.Of(thread.Formula).Plain, ref bytes);
                if (thread.A == Inline) break;
                bytes.Add((byte)'-');
                foreach (var start in _finishing.Shapes.ObjectStarts(thread.Formula)) AddYamlNameBytes(start, ref bytes);
                break;
            case ThreadKind.Literal: bytes.Add(s_literals[thread.B][thread.A]); break;
            case ThreadKind.Spaces or ThreadKind.Dash when thread.A == 1 || thread.Kind == ThreadKind.Spaces: bytes.Add((byte)' '); break;
            case ThreadKind.Dash: bytes.Add((byte)'-'); break;
            case ThreadKind.ObjectNext: AddYamlNameBytes(thread.Object, ref bytes); break;
            case ThreadKind.KnownName: AddNameBytes(thread, ref bytes); break;
            case ThreadKind.Colon: bytes.Add((byte)':'); break;
            case ThreadKind.AfterMember or ThreadKind.AfterItem: bytes.Add((byte)'\n'); break;
            case ThreadKind.End: break;
            default: return false;
        }

        return true;
    }

    private void AddYamlNameBytes(ObjectResidual residual, ref ByteSet bytes)
    {
        AddNameBytes(new MachineThread(ThreadKind.KnownName, residual, 0, 0, 0), ref bytes);
        foreach (var start in _finishing.Objects.OtherNames(residual))
        {
            if (start.Start != 0) bytes.Add((byte)'"');
            AddPlainBytes(start.Plain, ref bytes);
        }
    }

    private void AddPlainBytes(int start, ref ByteSet bytes)
    {
        if (start == 0) return;
        for (var value = 0; value < 256; value++)
            if (_plain!.Step(start, (byte)value) != 0) bytes.Add((byte)value);
    }

    private long YamlCostOfName(in MachineThread thread)
    {
        var inside = InsideObject(thread);
        var trie = thread.Object.Shape.Trie;
        var node = thread.Kind == ThreadKind.KnownName ? thread.A : 0;
        var least = Finishing.Never;
        var (first, end) = trie.Ranks(node);
        for (var rank = first; rank < end; rank++)
        {
            if (!IsAllowed(thread.Object, rank)) continue;
            var name = trie.NameOf[rank];
            least = Math.Min(least, Finishing.Add(trie.Written[name].Length - trie.Depth(node) + 1, CostOfChoices(_finishing.Objects.Choices(thread.Object, name), inside)));
        }

        if (thread.Kind == ThreadKind.KnownName) return least;
        foreach (var start in _finishing.Objects.OtherNames(thread.Object))
        {
            var choices = CostOfChoices(_finishing.Objects.ChoicesOfClass(thread.Object, start.Class, null), inside);
            if (start.Start != 0) least = Math.Min(least, Finishing.Add(_strings.MinBytes(start.Start) + 3, choices));
            if (start.Plain != 0) least = Math.Min(least, Finishing.Add(_plain!.MinBytes(start.Plain) + 1, choices));
        }

        return least;
    }

    private long CostOfItems(in MachineThread dash)
    {
        var inside = InsideArray(dash);
        var least = Finishing.Never;
        foreach (var choice in _finishing.Arrays.Choices(dash.Array))
            least = Math.Min(least, Finishing.Add(_finishing.Cheapest(choice.Value, inside), _finishing.Cheapest(choice.After, inside)));
        return Finishing.Add(2 - dash.A, least);
    }
}
