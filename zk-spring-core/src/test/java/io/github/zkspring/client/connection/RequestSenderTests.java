package io.github.zkspring.client.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.zkspring.client.connection.RequestSender.RequestListener;
import io.github.zkspring.client.support.Listeners;
import org.apache.zookeeper.AsyncCallback.DataCallback;
import org.apache.zookeeper.AsyncCallback.MultiCallback;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.ArgumentMatchers.isNull;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link RequestSender}.
 */
class RequestSenderTests {

	private final ZooKeeper zooKeeper = mock(ZooKeeper.class);

	private final Listeners<RequestListener> listeners = new Listeners<>("requests");

	private final RequestSender sender = new RequestSender(this.zooKeeper, this.listeners);

	private final List<String> heard = new ArrayList<>();

	private final AtomicInteger answers = new AtomicInteger();

	private final DataCallback answer = (rc, path, context, data, stat) -> this.answers.incrementAndGet();

	@Test
	void reportsOperationOutcomeAndPayload() {
		listen();
		this.sender.getData("/a", null, this.answer);
		assertThat(this.heard).isEmpty();
		sentData().processResult(Code.OK.intValue(), "/a", null, new byte[5], new Stat());
		assertThat(this.heard).containsExactly("getData OK 0 5");
		assertThat(this.answers).hasValue(1);
	}

	@Test
	void reportsMissingAnswer() {
		listen();
		this.sender.getData("/a", null, this.answer);
		sentData().processResult(Code.CONNECTIONLOSS.intValue(), "/a", null, null, null);
		assertThat(this.heard).containsExactly("getData CONNECTIONLOSS 0 0");
	}

	@Test
	void sumsPayloadsOfTransactions() {
		listen();
		List<Op> operations = List.of(Op.setData("/a", new byte[3], -1), Op.getData("/b"),
				Op.create("/c", new byte[4], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT));
		this.sender.multi(operations, (rc, path, context, results) -> this.answers.incrementAndGet());
		ArgumentCaptor<MultiCallback> sent = ArgumentCaptor.captor();
		then(this.zooKeeper).should().multi(eq(operations), sent.capture(), isNull());
		sent.getValue()
			.processResult(0, "", null, List.of(new OpResult.GetDataResult(new byte[9], new Stat()),
					new OpResult.ErrorResult(Code.NONODE.intValue())));
		assertThat(this.heard).containsExactly("multi OK 7 9");
	}

	@Test
	void deliversAnswerWhenListenerThrows() {
		this.listeners.add((operation, outcome, nanos, bytes) -> {
			throw new IllegalStateException("a fault of this test");
		});
		listen();
		this.sender.getData("/a", null, this.answer);
		sentData().processResult(Code.OK.intValue(), "/a", null, null, new Stat());
		assertThat(this.answers).hasValue(1);
		assertThat(this.heard).hasSize(1);
	}

	private void listen() {
		this.listeners.add((operation, outcome, nanos, bytes) -> {
			assertThat(nanos).isPositive();
			this.heard.add("%s %s %d %d".formatted(operation, outcome, bytes.sent(), bytes.received()));
		});
	}

	private DataCallback sentData() {
		ArgumentCaptor<DataCallback> sent = ArgumentCaptor.captor();
		then(this.zooKeeper).should().getData(eq("/a"), isNull(Watcher.class), sent.capture(), any());
		return sent.getValue();
	}

}
