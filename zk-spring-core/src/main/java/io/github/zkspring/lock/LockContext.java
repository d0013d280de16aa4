package io.github.zkspring.lock;

import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.support.CallObserver;
import io.github.zkspring.client.support.ZkEventLoop;
import io.github.zkspring.contender.Contenders;

/**
 * What locks stand on.
 *
 * @param connection says whether a session is certain
 * @param contenders the queues
 * @param loop where engines run
 * @param observer looks at the calls under locks
 */
public record LockContext(ZkConnection connection, Contenders contenders, ZkEventLoop loop,
		CallObserver<LockTask> observer) {

}
