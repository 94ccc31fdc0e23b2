using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LLama.Native;

namespace StructGen.LLamaSharp.Contexts;

/// <summary>Stops a computation that runs in native code, between two nodes of its graph, when a cancellation token says so.</summary>
/// <remarks>
/// One per context. llama.cpp calls back into <see cref="IsRaised"/> with the address of a flag; nothing managed is touched there.
/// One owner at a time; only the flag itself is written from other threads.
/// </remarks>
internal sealed unsafe class AbortSwitch : IDisposable
{
    private readonly int* _flag = (int*)NativeMemory.AllocZeroed(sizeof(int));
    private CancellationTokenRegistration _registration;
    private CancellationToken _token;

    /// <summary>Tells a context to ask this switch.</summary>
    public void ConnectTo(SafeLLamaContextHandle context)
        => NativeApi.llama_set_abort_callback(context, (IntPtr)(delegate* unmanaged[Cdecl]<void*, byte>)&IsRaised, (IntPtr)_flag);

    /// <summary>From now on this token raises the switch. The same token again costs nothing.</summary>
    public void Follow(CancellationToken token)
    {
        if (token == _token) return;
        Reset();
        _token = token;
        _registration = token.UnsafeRegister(static state => ((AbortSwitch)state!).Raise(), this);
    }

    /// <summary>Forgets the token. After it no earlier token can raise the switch.</summary>
    public void Reset()
    {
        // Waits for a callback that runs, so that a late one cannot stop the next owner's computation.
        _registration.Dispose();
        _registration = default;
        _token = default;
        Volatile.Write(ref *_flag, 0);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _registration.Dispose();
        NativeMemory.Free(_flag);
    }

    private void Raise() => Volatile.Write(ref *_flag, 1);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte IsRaised(void* flag) => Volatile.Read(ref *(int*)flag) != 0 ? (byte)1 : (byte)0;
}
