using System.Text.Json;

namespace StructGen.Constraints.Schemas;

/// <content>Where references lead.</content>
internal sealed partial class SchemaReader
{
    private void Resolve(PendingReference reference)
    {
        var (uri, fragment) = UriReference.Resolve(reference.Scope.Resource.Uri, reference.Text);
        var written = $"{reference.Keyword} \"{Excerpt.Shorten(reference.Text)}\"";
        if (!_resources.TryGetValue(uri, out var scope) && _documents.TryFind(uri, out var document))
        {
            ReadDocument(uri, document);
            scope = _resources[uri];
        }

        if (scope is null)
        {
            Report(reference.Node, reference.Keyword, $"{written} leads to \"{Excerpt.Shorten(uri)}\", which is neither in this document nor registered. "
                + "References are never fetched: register the document, or move the schema under $defs and refer to it as \"#/$defs/…\".");
            return;
        }

        var target = Find(scope, fragment);
        if (target is null)
        {
            Report(reference.Node, reference.Keyword, $"{written} leads nowhere: there is no {(fragment.StartsWith('/') ? "place" : "anchor")} "
                + $"\"{Excerpt.Shorten(fragment)}\" in {(uri.Length == 0 ? "this document" : uri)}.{Remedy(scope, fragment)}");
            return;
        }

        if (reference.Keyword == "$ref") reference.Node.Ref = target;
        else reference.Node.DynamicRef = target;
        if (reference.Keyword == "$dynamicRef" && IsDynamicAnchor(target, fragment)) reference.Node.DynamicAnchor = fragment;
        if (reference.Keyword == "$recursiveRef" && IsDynamicAnchor(target, "")) reference.Node.DynamicAnchor = "";
    }

    /// <summary>The bookend rule: a reference is dynamic only when its static target bears the same dynamic anchor.</summary>
    private static bool IsDynamicAnchor(SchemaNode target, string name)
        => target.Resource.DynamicAnchors.TryGetValue(name, out var anchored) && anchored == target;

    private SchemaNode? Find(SchemaScope scope, string fragment)
    {
        if (fragment.Length == 0) return scope.Root;
        if (FindWithin(scope, fragment) is { } found) return found;
        // Schemas of the draft-4 days put an id on every part and still count pointers from the document's root.
        return fragment[0] == '/' && scope.Pointer.Length > 0 && scope.Document.Places.TryGetValue("", out var root)
            ? FindWithin(root.Scope, fragment)
            : null;
    }

    private SchemaNode? FindWithin(SchemaScope scope, string fragment)
    {
        if (fragment[0] != '/') return scope.Anchors.GetValueOrDefault(fragment);
        // Nearly always a place that is known already; walking there would search each object on the way from its start.
        var tokens = JsonPointer.Tokens(fragment).ToList();
        if (scope.Document.Places.TryGetValue(tokens.Aggregate(scope.Pointer, JsonPointer.Append), out var direct)) return direct.Node;
        var element = scope.Element;
        var pointer = scope.Pointer;
        foreach (var token in tokens)
        {
            if (!TryStep(element, token, out element)) return null;
            pointer = JsonPointer.Append(pointer, token);
            if (scope.Document.Places.TryGetValue(pointer, out var place)) scope = place.Scope;
        }

        var mayBeSchema = element.ValueKind is JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False;
        return mayBeSchema ? ReadSchema(element, pointer, scope) : null;
    }

    private static bool TryStep(JsonElement element, string token, out JsonElement next)
    {
        next = default;
        if (element.ValueKind == JsonValueKind.Object) return element.TryGetProperty(token, out next);
        if (element.ValueKind != JsonValueKind.Array || !uint.TryParse(token, out var index) || index >= element.GetArrayLength()) return false;
        next = element[(int)index];
        return true;
    }

    private static string Remedy(SchemaScope scope, string fragment)
    {
        var name = fragment[(fragment.LastIndexOf('/') + 1)..];
        foreach (var home in (string[])["$defs", "definitions", "components/schemas"])
        {
            var pointer = $"{scope.Pointer}/{home}/{JsonPointer.Escape(name)}";
            if (pointer != scope.Pointer + fragment && scope.Document.Places.ContainsKey(pointer)) return $" Did you mean \"#{pointer}\"?";
        }

        return " Define the target, or correct the reference.";
    }
}
