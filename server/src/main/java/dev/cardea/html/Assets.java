package dev.cardea.html;
import dev.cardea.http.*;
public final class Assets implements Endpoint {
    @Override
    public Response handle(Request r) {
        return Response.empty(404);
    }
}
