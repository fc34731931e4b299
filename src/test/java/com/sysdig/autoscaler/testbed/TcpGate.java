package com.sysdig.autoscaler.testbed;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** A loopback port that leads to another one, and a network that can be cut or can fall silent. */
public final class TcpGate implements AutoCloseable {

    private enum State {
        OPEN,
        /** Connections end, and new ones too. */
        CUT,
        /** Connections stay, and nothing comes through them any more. */
        SILENT
    }

    private final ServerSocket server;
    private final Supplier<OptionalInt> target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile State state = State.OPEN;
    private volatile Duration delay = Duration.ZERO;

    private TcpGate(ServerSocket server, Supplier<OptionalInt> target) {
        this.server = server;
        this.target = target;
    }

    /** Each connection goes to the port that the target gives for it, and ends at once where it gives none. */
    static TcpGate open(int port, Supplier<OptionalInt> target) {
        try {
            var server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            var gate = new TcpGate(server, target);
            Thread.ofVirtual().start(gate::accept);
            return gate;
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port, e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    public void cut() {
        state = State.CUT;
        sockets.forEach(this::end);
    }

    public void silence() {
        state = State.SILENT;
    }

    /** What the called one says after a pause arrives so much later. */
    public void slow(Duration by) {
        delay = by;
    }

    /** What was silent meanwhile has broken off. */
    public void heal() {
        delay = Duration.ZERO;
        if (state == State.SILENT) {
            sockets.forEach(this::end);
        }
        state = State.OPEN;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var caller = server.accept();
                Thread.ofVirtual().start(() -> connect(caller));
            } catch (IOException _) {
                // closed, or a caller that is gone already
            }
        }
    }

    private void connect(Socket caller) {
        sockets.add(caller);
        var port = target.get();
        if (state == State.CUT || port.isEmpty()) {
            end(caller);
            return;
        }
        if (state == State.SILENT) {
            return;
        }
        try {
            var called = new Socket(InetAddress.getLoopbackAddress(), port.getAsInt());
            sockets.add(called);
            Thread.ofVirtual().start(() -> pump(caller, called, () -> Duration.ZERO));
            pump(called, caller, () -> delay);
        } catch (IOException _) {
            end(caller);
        }
    }

    private void pump(Socket from, Socket to, Supplier<Duration> delay) {
        var bytes = new byte[16 * 1024];
        try {
            while (true) {
                boolean paused = from.getInputStream().available() == 0;
                int read = from.getInputStream().read(bytes);
                if (read < 0) {
                    break;
                }
                if (paused) {
                    Thread.sleep(delay.get());
                }
                if (state == State.OPEN) {
                    to.getOutputStream().write(bytes, 0, read);
                }
            }
        } catch (IOException _) {
            // one of them is gone, and the other follows
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end(from);
        end(to);
    }

    private void end(Socket socket) {
        sockets.remove(socket);
        quietly(socket);
    }

    private static void quietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException _) {
            // then it is closed
        }
    }

    @Override
    public void close() {
        quietly(server);
        cut();
    }
}
