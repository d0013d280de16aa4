package io.github.zkspring.lock;

import io.github.zkspring.client.CallObserver;
import io.github.zkspring.client.EngineLoop;
import io.github.zkspring.client.ZkConnection;
import io.github.zkspring.contender.Contenders;

/**
 * What locks stand on.
 *
 * @param connection says whether a session is certain
 * @param contenders the queues
 * @param loop where engines run
 * @param observer looks at the calls under locks
 */
public record LockContext(ZkConnection connection, Contenders contenders, EngineLoop loop,
		CallObserver<LockTask> observer) {

}
