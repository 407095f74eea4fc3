package dev.cardea.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/// Ports of this machine.
final class Ports {
    private Ports() {}

    /// The port, if nobody listens on it; any free one for 0.
    ///
    /// @param option with which the operator chooses another one
    static int free(int port, String option) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException _) {
            throw new Failure(
                    Failure.FAILED,
                    List.of(
                            "port " + port + " is taken by another program",
                            "choose another one, for instance: cardea demo " + option + " " + (port + 1000)));
        }
    }
}
