package dev.cardea.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// A blocking connection: for what is done once, before the load.
public final class Exchange implements AutoCloseable {
    private final SocketChannel channel;
    private final AnswerReader reader = new AnswerReader();

    public Exchange(InetSocketAddress address) throws IOException {
        channel = SocketChannel.open(address);
    }

    /// Does one operation of a flow on a connection of its own.
    ///
    /// @throws IOException where the connection breaks
    /// @throws Unexpected where the flow does not expect an answer
    public static void once(InetSocketAddress address, Flow flow) throws IOException {
        try (var exchange = new Exchange(address)) {
            var request = flow.begin();
            while (request != null) request = flow.next(exchange.send(request));
        }
    }

    public Answer send(byte[] request) throws IOException {
        reader.reset();
        for (var bytes = ByteBuffer.wrap(request); bytes.hasRemaining();) {
            var _ = channel.write(bytes);
        }
        while (true) {
            int count = channel.read(reader.space());
            if (count < 0) throw new EOFException("the server closed the connection");
            var answer = reader.received(count);
            if (answer != null) return answer;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
