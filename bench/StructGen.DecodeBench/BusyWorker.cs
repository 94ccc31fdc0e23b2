namespace StructGen.DecodeBench;

/// <summary>A neighbour that computes on one processor until its input ends.</summary>
internal static class BusyWorker
{
    public static int Run()
    {
        var stop = false;
        var burning = new Thread(() =>
        {
            while (!Volatile.Read(ref stop)) Thread.SpinWait(1000);
        });
        burning.Start();
        Console.WriteLine("ready");
        while (Console.ReadLine() is not null) continue;
        Volatile.Write(ref stop, true);
        burning.Join();
        return 0;
    }
}
