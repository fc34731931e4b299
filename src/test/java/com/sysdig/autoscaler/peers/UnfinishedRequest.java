package com.sysdig.autoscaler.peers;

import com.sysdig.autoscaler.metricsapi.DirectClient;
import com.sysdig.autoscaler.testbed.Product;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A review whose body never comes. */
final class UnfinishedRequest implements AutoCloseable {
    private final Socket socket;

    private UnfinishedRequest(Socket socket) {
        this.socket = socket;
    }

    static UnfinishedRequest at(Product product) {
        try {
            var socket = DirectClient.trustingAnyone(List.of())
                    .getSocketFactory()
                    .createSocket(
                            InetAddress.getLoopbackAddress(), product.https().getPort());
            socket.getOutputStream()
                    .write("POST /admission/workloads HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n"
                            .getBytes(StandardCharsets.UTF_8));
            return new UnfinishedRequest(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isOpen() {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException _) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() {
        giveUp();
    }

    void giveUp() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
