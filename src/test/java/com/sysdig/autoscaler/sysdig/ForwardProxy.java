package com.sysdig.autoscaler.sysdig;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy that knows CONNECT; it keeps the heads of the requests it got. */
final class ForwardProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final List<String> heads = new CopyOnWriteArrayList<>();

    private ForwardProxy(ServerSocket listener) {
        this.listener = listener;
        Thread.ofVirtual().start(this::accept);
    }

    static ForwardProxy start() {
        try {
            return new ForwardProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    List<String> heads() {
        return List.copyOf(heads);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                Thread.ofVirtual().start(() -> tunnel(client));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void tunnel(Socket client) {
        try (client) {
            var head = head(client.getInputStream());
            heads.add(head);
            var target = URI.create("http://" + head.substring(head.indexOf(' ') + 1, head.indexOf(" HTTP/")));
            try (var server = new Socket(InetAddress.getLoopbackAddress(), target.getPort())) {
                client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                Thread.ofVirtual().start(() -> copy(server, client));
                copy(client, server);
            }
        } catch (IOException _) {
            // either side went away
        }
    }

    private static String head(InputStream from) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) from.read());
        }
        return head.toString();
    }

    private static void copy(Socket from, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            from.getInputStream().transferTo(out);
            to.shutdownOutput();
        } catch (IOException _) {
            // either side went away
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
