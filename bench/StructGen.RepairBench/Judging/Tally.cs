namespace StructGen.RepairBench.Judging;

/// <summary>How often a reader was right.</summary>
internal sealed class Tally
{
    public int Exact { get; private set; }

    public int AskedAgain { get; private set; }

    public int Wrong { get; private set; }

    public int Total => Exact + AskedAgain + Wrong;

    public double ExactShare => Total == 0 ? 1 : (double)Exact / Total;

    public double WrongShare => Total == 0 ? 0 : (double)Wrong / Total;

    public void Add(Verdict verdict)
    {
        switch (verdict)
        {
            case Verdict.Exact: Exact++; break;
            case Verdict.AskedAgain: AskedAgain++; break;
            default: Wrong++; break;
        }
    }

    public void Add(Tally other)
    {
        Exact += other.Exact;
        AskedAgain += other.AskedAgain;
        Wrong += other.Wrong;
    }
}
