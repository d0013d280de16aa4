package io.github.zkspring.recipe;

import io.github.zkspring.client.connection.BlockingRequests;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.codec.ZnodeCodecs;
import io.github.zkspring.contender.Contenders;

/**
 * What recipes stand on.
 *
 * @param connection where to send
 * @param requests sends for threads that wait
 * @param codecs converts payloads
 * @param contenders the queues
 */
public record RecipeContext(ZkConnection connection, BlockingRequests requests, ZnodeCodecs codecs,
		Contenders contenders) {

}
