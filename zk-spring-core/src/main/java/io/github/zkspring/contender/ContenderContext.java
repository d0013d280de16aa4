package io.github.zkspring.contender;

import io.github.zkspring.client.connection.Heartbeat;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.support.ZkEventLoop;

/**
 * What contenders stand on.
 *
 * @param connection where the queues are, and whether the session is certain
 * @param heartbeat keeps the session certain while it is somebody's turn
 * @param loop where contenders keep their state
 */
public record ContenderContext(ZkConnection connection, Heartbeat heartbeat, ZkEventLoop loop) {

}
