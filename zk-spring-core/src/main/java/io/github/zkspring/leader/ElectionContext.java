package io.github.zkspring.leader;

import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.support.ZkEventLoop;
import io.github.zkspring.contender.Contenders;
import io.github.zkspring.mirror.Mirror;

/**
 * What elections stand on.
 *
 * @param connection says whether a session is certain
 * @param contenders the queues
 * @param mirror shows who is first
 * @param loop where engines run
 */
public record ElectionContext(ZkConnection connection, Contenders contenders, Mirror mirror, ZkEventLoop loop) {

}
