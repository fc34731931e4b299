package com.sysdig.autoscaler.config;

import io.netty.channel.Channel;
import io.netty.channel.SingleThreadEventLoop;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.HttpServer;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.util.ArrayList;

/**
 * A stopping process refuses connections from the first moment on. What has begun, Quarkus lets end ({@code
 * quarkus.shutdown.timeout}), but it goes on listening meanwhile, and the servers of Vert.x 4.5 close their connections with
 * their port; so the port is closed below them.
 */
@Singleton
final class Draining {
    private final VertxInternal vertx;
    private final HttpServer server;

    Draining(Vertx vertx, HttpServer server) {
        this.vertx = (VertxInternal) vertx;
        this.server = server;
    }

    void stopAccepting(@Observes ShutdownDelayInitiatedEvent event) {
        for (var executor : vertx.getAcceptorEventLoopGroup()) {
            if (executor instanceof SingleThreadEventLoop acceptor) {
                acceptor.submit(() -> closePort(acceptor)).syncUninterruptibly();
            }
        }
    }

    /** On its own thread, which alone may look at its channels. */
    private void closePort(SingleThreadEventLoop acceptor) {
        var listening = new ArrayList<Channel>();
        acceptor.registeredChannelsIterator().forEachRemaining(listening::add);
        listening.stream().filter(this::isMainPort).forEach(port -> {
            var _ = port.close();
        });
    }

    private boolean isMainPort(Channel channel) {
        return channel.localAddress() instanceof InetSocketAddress address
                && address.getPort() == server.getSecurePort();
    }
}
