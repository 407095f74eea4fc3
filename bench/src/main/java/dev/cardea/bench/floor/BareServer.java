package dev.cardea.bench.floor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.FormFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/// The least that a token endpoint on this HTTP server can do: reads a form, answers as many bytes as a token answer
/// has. Prints its port.
final class BareServer extends Handler.Abstract {
    private static final int MAX_FIELDS = 100;
    private static final int MAX_LENGTH = 64 * 1024;
    private static final byte[] ANSWER = ("{\"access_token\":\"" + "a".repeat(700)
            + "\",\"token_type\":\"Bearer\",\"expires_in\":600,\"scope\":\"orders\"}").getBytes(StandardCharsets.UTF_8);

    private BareServer() {}

    static void main() throws Exception {
        var threads = new VirtualThreadPool();
        threads.setMaxConcurrentTasks(4_096);
        var server = new Server(threads);
        var connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new BareServer());
        server.start();
        System.out.println(connector.getLocalPort());
        // Ends with the process that started it.
        while (System.in.read() >= 0) {
        }
        server.stop();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        var form = FormFields.getFields(request, MAX_FIELDS, MAX_LENGTH);
        response.setStatus(form.getValue("grant_type") == null ? 400 : 200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, ANSWER.length);
        response.write(true, ByteBuffer.wrap(ANSWER), callback);
        return true;
    }
}
