package org.mentoring.kit.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.timeout.IdleStateEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.impl.NetSocketInternal;
import io.vertx.pgclient.impl.PgConnectionFactory;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.SqlConnectOptions;
import io.vertx.sqlclient.spi.ConnectionFactory;

/**
 * The PostgreSQL client with an idle timeout that closes sockets. The client treats every close, also the one by the timeout, as a
 * graceful one: it sends Terminate and waits for the server to close the connection, which never happens when the server does not
 * respond. It has no method that closes the socket at once.
 */
final class ClosingDriver extends PgDriver {

    @Override
    public ConnectionFactory createConnectionFactory(
            Vertx vertx, Supplier<? extends Future<? extends SqlConnectOptions>> databases) {
        return new ClosingConnectionFactory((VertxInternal) vertx, databases);
    }

    private static final class ClosingConnectionFactory extends PgConnectionFactory {

        private ClosingConnectionFactory(
                VertxInternal vertx, Supplier<? extends Future<? extends SqlConnectOptions>> databases) {
            super(vertx, databases);
        }

        /** One whose sockets are closed when they are idle, from the moment at which they are connected. */
        @Override
        protected NetClient netClient(NetClientOptions options) {
            var client = super.netClient(options);
            return (NetClient) Proxy.newProxyInstance(
                    NetClient.class.getClassLoader(), new Class<?>[] {NetClient.class}, (proxy, method, arguments) -> {
                        try {
                            var result = method.invoke(client, arguments);
                            return method.getName().equals("connect") && result instanceof Future<?> connected
                                    ? connected.map(ClosingConnectionFactory::closedWhenIdle)
                                    : result;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        /** Before the socket's own handler, and so before the client's, which is put there later. */
        private static Object closedWhenIdle(Object connected) {
            var socket = (NetSocketInternal) connected;
            var pipeline = socket.channelHandlerContext().pipeline();
            pipeline.addBefore(socket.channelHandlerContext().name(), "socket-timeout", new CloseWhenIdle());
            return socket;
        }
    }

    private static final class CloseWhenIdle extends ChannelInboundHandlerAdapter {

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof IdleStateEvent) {
                context.close();
            } else {
                context.fireUserEventTriggered(event);
            }
        }
    }
}
