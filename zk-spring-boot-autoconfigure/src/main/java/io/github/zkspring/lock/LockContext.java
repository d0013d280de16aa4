package io.github.zkspring.lock;

import io.github.zkspring.client.EngineLoop;
import io.github.zkspring.client.ZkConnection;
import io.github.zkspring.contender.Contenders;

/**
 * What locks stand on.
 *
 * @param connection says whether a session is certain
 * @param contenders the queues
 * @param loop where engines run
 */
public record LockContext(ZkConnection connection, Contenders contenders, EngineLoop loop) {

}
