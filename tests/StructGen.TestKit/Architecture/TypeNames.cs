using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace StructGen.TestKit.Architecture;

/// <summary>A type in a signature: its name, and of a generic one the names of its arguments.</summary>
internal sealed record NamedType(string Name, ImmutableArray<string> Arguments);

/// <summary>Decodes signatures to the names of types.</summary>
internal sealed class TypeNames : ISignatureTypeProvider<NamedType, object?>
{
    public static TypeNames Instance { get; } = new();

    public static string OfReference(MetadataReader reader, TypeReferenceHandle handle)
    {
        var type = reader.GetTypeReference(handle);
        var name = reader.GetString(type.Name);
        if (type.ResolutionScope.Kind == HandleKind.TypeReference) return $"{OfReference(reader, (TypeReferenceHandle)type.ResolutionScope)}+{name}";
        return type.Namespace.IsNil ? name : $"{reader.GetString(type.Namespace)}.{name}";
    }

    public NamedType GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        var type = reader.GetTypeDefinition(handle);
        var name = reader.GetString(type.Name);
        if (!type.GetDeclaringType().IsNil) return Plain($"{GetTypeFromDefinition(reader, type.GetDeclaringType(), rawTypeKind).Name}+{name}");
        return Plain(type.Namespace.IsNil ? name : $"{reader.GetString(type.Namespace)}.{name}");
    }

    public NamedType GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => Plain(OfReference(reader, handle));

    public NamedType GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind)
        => reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public NamedType GetGenericInstantiation(NamedType genericType, ImmutableArray<NamedType> typeArguments)
        => new(genericType.Name, [.. typeArguments.Select(argument => argument.Name)]);

    public NamedType GetArrayType(NamedType elementType, ArrayShape shape) => Plain(elementType.Name + "[,]");

    public NamedType GetByReferenceType(NamedType elementType) => elementType;

    public NamedType GetFunctionPointerType(MethodSignature<NamedType> signature) => Plain("pointer");

    public NamedType GetGenericMethodParameter(object? genericContext, int index) => Plain($"!!{index}");

    public NamedType GetGenericTypeParameter(object? genericContext, int index) => Plain($"!{index}");

    public NamedType GetModifiedType(NamedType modifier, NamedType unmodifiedType, bool isRequired) => unmodifiedType;

    public NamedType GetPinnedType(NamedType elementType) => elementType;

    public NamedType GetPointerType(NamedType elementType) => elementType;

    public NamedType GetPrimitiveType(PrimitiveTypeCode typeCode) => Plain(typeCode.ToString());

    public NamedType GetSZArrayType(NamedType elementType) => Plain(elementType.Name + "[]");

    private static NamedType Plain(string name) => new(name, []);
}
