namespace StructGen.Api.Chat.Errors;

/// <summary>Tells the OpenAPI document which errors an endpoint answers with.</summary>
internal static class ChatErrorMetadata
{
    public static RouteHandlerBuilder ProducesChatErrors(this RouteHandlerBuilder builder, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
            builder.Produces<ChatError>(status);
        return builder;
    }
}
