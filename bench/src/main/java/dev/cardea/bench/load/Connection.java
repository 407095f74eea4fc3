package dev.cardea.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/// A keep-alive connection and the flow that uses it.
final class Connection implements AutoCloseable {
    final Flow flow;
    private final InetSocketAddress address;
    private final Selector selector;
    private final AnswerReader reader = new AnswerReader();
    private SocketChannel channel;
    private SelectionKey key;
    private ByteBuffer unsent = ByteBuffer.allocate(0);
    private boolean used;
    /// When the operation in progress began.
    long began;
    boolean busy;

    Connection(Flow flow, InetSocketAddress address, Selector selector) throws IOException {
        this.flow = flow;
        this.address = address;
        this.selector = selector;
        channel = open(address);
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    private static SocketChannel open(InetSocketAddress address) throws IOException {
        var channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        return channel;
    }

    void reconnect() throws IOException {
        channel.close();
        reader.reset();
        used = false;
        channel = open(address);
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    void send(byte[] request) throws IOException {
        unsent = ByteBuffer.wrap(request);
        write();
    }

    /// Goes on with a request that did not go out in one piece.
    void writeWherePossible() throws IOException {
        if (key.isValid() && key.isWritable()) write();
    }

    private void write() throws IOException {
        try {
            channel.write(unsent);
        } catch (IOException e) {
            resend(e);
        }
        key.interestOps(unsent.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    /// A server may close a connection that was idle: what was sent on it then was never read (RFC 9112 §9.5).
    private void resend(IOException why) throws IOException {
        if (!used) throw why;
        var request = unsent.rewind();
        reconnect();
        channel.write(request);
    }

    /// Reads what there is.
    @Nullable
    Answer read() throws IOException {
        int count = channel.read(reader.space());
        if (count > 0) {
            var answer = reader.received(count);
            if (answer != null) used = true;
            return answer;
        }
        if (count < 0) {
            var closed = new IOException("the server closed the connection");
            if (!reader.isEmpty()) throw closed;
            resend(closed);
        }
        return null;
    }

    /// To be called when the answer is no longer needed.
    void answered(Answer answer) throws IOException {
        if (answer.last()) reconnect();
        else
            reader.reset();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
