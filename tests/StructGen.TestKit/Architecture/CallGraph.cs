using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace StructGen.TestKit.Architecture;

/// <summary>Which methods of some assemblies may call which, read from their instructions: <c>A.F -> A.G</c> where F calls G, or makes a delegate of it.</summary>
/// <remarks>
/// It errs on the side of too many edges: a virtual call may lead to every override, a method that makes a lambda or an iterator counts as calling it,
/// and comparing or printing values of a type counts as calling the type's <c>Equals</c>, <c>GetHashCode</c> or <c>ToString</c>. Calls through delegates kept in fields are not
/// seen at the place of the call, but where the delegate is made; nor are calls through interfaces of the base class library: an iterator counts where it is made.
/// </remarks>
public sealed class CallGraph
{
    private static readonly Dictionary<short, OpCode> s_codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    private readonly Dictionary<(string Type, string Method, int Parameters), List<int>> _byName = [];
    private readonly Dictionary<string, List<string>> _below = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private readonly List<HashSet<int>> _edges = [];
    private readonly List<bool> _guarded = [];

    private CallGraph()
    {
    }

    /// <summary>Reads assemblies from their files.</summary>
    /// <param name="assemblies">The assemblies; calls between them are followed.</param>
    /// <param name="guards">Names of methods (<c>Type.Method</c>) whose callers look at the stack that is left.</param>
    public static CallGraph Read(IEnumerable<Assembly> assemblies, IReadOnlySet<string> guards)
    {
        var graph = new CallGraph();
        var modules = assemblies.Select(assembly => new Module(assembly.Location)).ToList();
        foreach (var module in modules) graph.Declare(module);
        foreach (var module in modules) graph.Connect(module, guards);
        foreach (var module in modules) module.Dispose();
        return graph;
    }

    /// <summary>Groups of methods that call each other, those left out that look at the stack; each group in order of names.</summary>
    public IReadOnlyList<IReadOnlyList<string>> UnguardedCycles()
        => [.. Components().Where(group => group.Count > 1 || _edges[group[0]].Contains(group[0]))
            .Select(group => (IReadOnlyList<string>)[.. group.Select(method => _names[method]).Order(StringComparer.Ordinal)])];

    /// <summary>The methods that look at the stack.</summary>
    public IReadOnlyList<string> Guarded() => [.. Enumerable.Range(0, _names.Count).Where(method => _guarded[method]).Select(method => _names[method])];

    /// <summary>Number of methods read.</summary>
    public int Count => _names.Count;

    private void Declare(Module module)
    {
        var reader = module.Reader;
        foreach (var handle in reader.TypeDefinitions)
        {
            var type = reader.GetTypeDefinition(handle);
            var typeName = Module.NameOf(reader, handle);
            if (module.BaseOf(type) is { } parent) Below(parent).Add(typeName);
            foreach (var implementation in type.GetInterfaceImplementations())
                if (module.NameOf(reader.GetInterfaceImplementation(implementation).Interface) is { } face) Below(face).Add(typeName);
            foreach (var methodHandle in type.GetMethods())
            {
                var method = reader.GetMethodDefinition(methodHandle);
                var name = reader.GetString(method.Name);
                var index = _names.Count;
                module.Methods[methodHandle] = index;
                _names.Add($"{typeName[(typeName.LastIndexOf('.') + 1)..]}.{name}");
                _edges.Add([]);
                _guarded.Add(false);
                var key = (typeName, name[(name.LastIndexOf('.') + 1)..], Module.Parameters(reader, method.Signature));
                if (!_byName.TryGetValue(key, out var known)) _byName[key] = known = [];
                known.Add(index);
            }
        }
    }

    private List<string> Below(string type)
    {
        if (!_below.TryGetValue(type, out var below)) _below[type] = below = [];
        return below;
    }

    private void Connect(Module module, IReadOnlySet<string> guards)
    {
        var reader = module.Reader;
        foreach (var handle in reader.TypeDefinitions)
        {
            var type = reader.GetTypeDefinition(handle);
            var typeName = Module.NameOf(reader, handle);
            var machines = type.GetNestedTypes().Select(nested => (Name: reader.GetString(reader.GetTypeDefinition(nested).Name), Full: Module.NameOf(reader, nested)))
                .Where(nested => nested.Name.StartsWith('<') && nested.Name.Contains(">d__", StringComparison.Ordinal)).ToList();
            foreach (var methodHandle in type.GetMethods())
            {
                var method = reader.GetMethodDefinition(methodHandle);
                var from = module.Methods[methodHandle];
                foreach (var machine in machines)
                    if (machine.Name[1..machine.Name.LastIndexOf(">d__", StringComparison.Ordinal)] == reader.GetString(method.Name)) Add(from, machine.Full, "MoveNext", 0);
                if (method.RelativeVirtualAddress == 0) continue;
                foreach (var (code, token) in Calls(module.File.GetMethodBody(method.RelativeVirtualAddress).GetILBytes()!)) Connect(module, from, code, token, guards);
            }
        }
    }

    private void Connect(Module module, int from, OpCode code, EntityHandle token, IReadOnlySet<string> guards)
    {
        if (module.Target(token) is not { } target) return;
        if (guards.Contains($"{target.Type[(target.Type.LastIndexOf('.') + 1)..]}.{target.Method}")) _guarded[from] = true;
        if (target.Definition is { } definition) _edges[from].Add(module.Methods[definition]);
        else Add(from, target.Type, target.Method, target.Parameters);
        if ((code == OpCodes.Callvirt || code == OpCodes.Ldvirtftn) && !target.Type.StartsWith("System.", StringComparison.Ordinal)) AddOverrides(from, target.Type, target.Method, target.Parameters, []);
        foreach (var argument in target.Arguments)
        {
            if (target.Type.StartsWith("System.Collections.Generic.EqualityComparer", StringComparison.Ordinal)) Add(from, argument, target.Method, target.Method == "Equals" ? 1 : 0);
            if (target.Method == "AppendFormatted") Add(from, argument, "ToString", 0);
        }
    }

    private void AddOverrides(int from, string type, string method, int parameters, HashSet<string> seen)
    {
        if (!seen.Add(type) || !_below.TryGetValue(type, out var below)) return;
        foreach (var derived in below)
        {
            Add(from, derived, method, parameters);
            AddOverrides(from, derived, method, parameters, seen);
        }
    }

    private void Add(int from, string type, string method, int parameters)
    {
        if (_byName.TryGetValue((type, method, parameters), out var targets)) _edges[from].UnionWith(targets);
    }

    private static IEnumerable<(OpCode Code, EntityHandle Token)> Calls(byte[] body)
    {
        for (var at = 0; at < body.Length;)
        {
            var code = body[at] == 0xFE ? s_codes[unchecked((short)(0xFE00 | body[at + 1]))] : s_codes[body[at]];
            at += code.Size;
            if (code.OperandType == OperandType.InlineMethod) yield return (code, MetadataTokens.EntityHandle(BitConverter.ToInt32(body, at)));
            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(body, at)),
                _ => 4,
            };
        }
    }

    /// <summary>Strongly connected components without guarded methods (Tarjan, with an own stack).</summary>
    private List<List<int>> Components()
    {
        var (index, low, onStack) = (new int[_names.Count], new int[_names.Count], new bool[_names.Count]);
        var (stack, result, next) = (new Stack<int>(), new List<List<int>>(), 1);
        for (var start = 0; start < _names.Count; start++)
        {
            if (index[start] != 0 || _guarded[start]) continue;
            var path = new Stack<(int Node, IEnumerator<int> Edges)>();
            Open(start);
            while (path.TryPeek(out var top))
            {
                var (node, edges) = top;
                if (edges.MoveNext())
                {
                    var to = edges.Current;
                    if (_guarded[to]) continue;
                    if (index[to] == 0) Open(to);
                    else if (onStack[to]) low[node] = Math.Min(low[node], index[to]);
                    continue;
                }

                path.Pop();
                if (path.TryPeek(out var outer)) low[outer.Node] = Math.Min(low[outer.Node], low[node]);
                if (low[node] != index[node]) continue;
                var group = new List<int>();
                int member;
                do
                {
                    member = stack.Pop();
                    onStack[member] = false;
                    group.Add(member);
                }
                while (member != node);
                result.Add(group);
            }

            void Open(int node)
            {
                index[node] = low[node] = next++;
                stack.Push(node);
                onStack[node] = true;
                path.Push((node, _edges[node].GetEnumerator()));
            }
        }

        return result;
    }

    /// <summary>One assembly's metadata.</summary>
    private sealed class Module : IDisposable
    {
        public Module(string path)
        {
            File = new PEReader(System.IO.File.OpenRead(path));
            Reader = File.GetMetadataReader();
        }

        public PEReader File { get; }

        public MetadataReader Reader { get; }

        public Dictionary<MethodDefinitionHandle, int> Methods { get; } = [];

        public void Dispose() => File.Dispose();

        public static int Parameters(MetadataReader reader, BlobHandle signature)
        {
            var blob = reader.GetBlobReader(signature);
            var header = blob.ReadSignatureHeader();
            if (header.IsGeneric) blob.ReadCompressedInteger();
            return blob.ReadCompressedInteger();
        }

        public static string NameOf(MetadataReader reader, TypeDefinitionHandle handle)
        {
            var type = reader.GetTypeDefinition(handle);
            var name = reader.GetString(type.Name);
            if (!type.GetDeclaringType().IsNil) return $"{NameOf(reader, type.GetDeclaringType())}+{name}";
            return type.Namespace.IsNil ? name : $"{reader.GetString(type.Namespace)}.{name}";
        }

        public string? BaseOf(TypeDefinition type) => type.BaseType.IsNil ? null : NameOf(type.BaseType);

        public string? NameOf(EntityHandle handle) => handle.Kind switch
        {
            HandleKind.TypeDefinition => NameOf(Reader, (TypeDefinitionHandle)handle),
            HandleKind.TypeReference => TypeNames.OfReference(Reader, (TypeReferenceHandle)handle),
            HandleKind.TypeSpecification => Reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(TypeNames.Instance, null).Name,
            _ => null,
        };

        public Callee? Target(EntityHandle token)
        {
            switch (token.Kind)
            {
                case HandleKind.MethodDefinition:
                    var definition = Reader.GetMethodDefinition((MethodDefinitionHandle)token);
                    return new Callee(NameOf(Reader, definition.GetDeclaringType()), Reader.GetString(definition.Name), Parameters(Reader, definition.Signature), (MethodDefinitionHandle)token, []);
                case HandleKind.MemberReference:
                    var member = Reader.GetMemberReference((MemberReferenceHandle)token);
                    if (member.GetKind() != MemberReferenceKind.Method || NameOf(member.Parent) is not { } type) return null;
                    var arguments = member.Parent.Kind == HandleKind.TypeSpecification
                        ? Reader.GetTypeSpecification((TypeSpecificationHandle)member.Parent).DecodeSignature(TypeNames.Instance, null).Arguments
                        : [];
                    return new Callee(type, Reader.GetString(member.Name), Parameters(Reader, member.Signature), null, arguments);
                case HandleKind.MethodSpecification:
                    var instance = Reader.GetMethodSpecification((MethodSpecificationHandle)token);
                    var bound = instance.DecodeSignature(TypeNames.Instance, null);
                    return Target(instance.Method) is { } generic ? generic with { Arguments = [.. bound.Select(one => one.Name)] } : null;
                default: return null;
            }
        }
    }

    /// <summary>What an instruction calls.</summary>
    private sealed record Callee(string Type, string Method, int Parameters, MethodDefinitionHandle? Definition, ImmutableArray<string> Arguments);
}
