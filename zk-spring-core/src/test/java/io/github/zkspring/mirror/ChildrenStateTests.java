package io.github.zkspring.mirror;

import java.util.List;
import java.util.stream.IntStream;

import io.github.zkspring.client.connection.ZkHandle;
import org.apache.zookeeper.AsyncCallback.Children2Callback;
import org.apache.zookeeper.AsyncCallback.StatCallback;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ChildrenState}.
 */
class ChildrenStateTests {

	private static final String PATH = "/parent";

	private final ZooKeeper zooKeeper = mock(ZooKeeper.class);

	private final ReadQueue queue = mock(ReadQueue.class);

	private final ChildrenState state = new ChildrenState(PATH);

	private final MirrorRecorder<ChildrenSnapshot> recorder = new MirrorRecorder<>();

	private List<String> names = IntStream.range(0, 1000).mapToObj(Integer::toString).toList();

	private Stat stat = stat(1, 1);

	private int stats;

	private int lists;

	@BeforeEach
	void answer() {
		given(this.queue.limits()).willReturn(new ReadLimits(1000));
		willAnswer((call) -> {
			this.stats++;
			call.<StatCallback>getArgument(2).processResult(Code.OK.intValue(), PATH, null, this.stat);
			return null;
		}).given(this.zooKeeper).exists(anyString(), this.<Watcher>anyOrNull(), any(), any());
		willAnswer((call) -> {
			this.lists++;
			call.<Children2Callback>getArgument(2).processResult(Code.OK.intValue(), PATH, null, this.names, this.stat);
			return null;
		}).given(this.zooKeeper)
			.getChildren(anyString(), this.<Watcher>anyOrNull(), any(Children2Callback.class), any());
	}

	@Test
	void asksForTheStatOfALongListAfterAReconnectAndReadsNothingElse() {
		begin(true);
		this.stat.setVersion(7);
		this.state.connected(false, true, this.queue);
		read();
		assertThat(this.stats).isOne();
		assertThat(this.lists).isOne();
		assertThat(this.recorder.size()).isOne();
		assertThat(this.state.isStale(true)).isFalse();
		assertThat(this.state.known().stat().getVersion()).isEqualTo(7);
	}

	@Test
	void readsALongListAgainThatChangedWhileAway() {
		begin(true);
		this.names = List.of("other");
		this.stat = stat(1, 2);
		this.state.connected(true, true, this.queue);
		read();
		assertThat(this.stats).isOne();
		assertThat(this.lists).isEqualTo(2);
		assertThat(this.recorder.last().names()).containsExactly("other");
	}

	@Test
	void readsTheListOfAParentThatWasCreatedAnew() {
		begin(true);
		this.stat = stat(2, 1);
		this.state.connected(true, true, this.queue);
		read();
		assertThat(this.recorder.size()).isEqualTo(2);
	}

	@Test
	void asksNoStatWhereTheReadSetsTheWatch() {
		begin(false);
		this.state.connected(true, false, this.queue);
		read();
		assertThat(this.stats).isZero();
		assertThat(this.lists).isEqualTo(2);
		assertThat(this.state.isArmed()).isTrue();
		assertThat(this.recorder.size()).isOne();
	}

	@Test
	void asksNoStatAfterAChange() {
		begin(true);
		this.stat = stat(1, 2);
		this.state.changed(2, this.queue);
		read();
		assertThat(this.stats).isZero();
		assertThat(this.recorder.size()).isEqualTo(2);
	}

	private void begin(boolean covered) {
		this.state.cover(covered, this.queue);
		this.state.addListener(this.recorder, this.queue);
		read();
		assertThat(this.recorder.last().names()).hasSize(1000);
	}

	private void read() {
		boolean again = true;
		while (again) {
			assertThat(this.state.begin()).isTrue();
			this.state.send(new ReadRequest(new ZkHandle(this.zooKeeper, 1).requests(), PATH, (event) -> {
			}, this.queue, (rc, answer, action) -> action.run()), false);
			again = this.state.end();
		}
	}

	private static Stat stat(long czxid, long pzxid) {
		Stat stat = new Stat();
		stat.setCzxid(czxid);
		stat.setPzxid(pzxid);
		return stat;
	}

	private <T> @Nullable T anyOrNull() {
		return any();
	}

}
