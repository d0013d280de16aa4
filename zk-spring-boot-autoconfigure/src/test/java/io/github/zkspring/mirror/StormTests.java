package io.github.zkspring.mirror;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.github.zkspring.client.connection.ZkHandle;
import org.apache.zookeeper.AsyncCallback.MultiCallback;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.ArgumentMatchers.isNull;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.mock;

/**
 * {@link Storm} by a clock of its own, at a server that answers when it is told to.
 */
class StormTests {

	private static final int ZNODES = 100;

	private final ZooKeeper zooKeeper = mock(ZooKeeper.class);

	private final ZkHandle handle = new ZkHandle(this.zooKeeper, 1);

	private final MirrorLink link = mock(MirrorLink.class);

	private final Znodes znodes = new Znodes();

	private final List<Boolean> resyncs = new ArrayList<>();

	private final ReadQueue queue = new ReadQueue(this.link, new ReadLimits(100_000),
			(path, previous, stat, resync) -> this.resyncs.add(resync));

	private final List<DataState> states = IntStream.range(0, ZNODES)
		.mapToObj((number) -> new DataState("/a/n" + number))
		.toList();

	private final RecursiveWatch watch = new RecursiveWatch("/a");

	private final Storm storm = new Storm(this.watch, this.znodes, this.queue, this::putBack);

	private final List<MultiCallback> asked = new ArrayList<>();

	private final List<Integer> sizes = new ArrayList<>();

	private Runnable next = () -> {
	};

	private Duration delay = Duration.ZERO;

	private long now = 1;

	private int version = 1;

	private int payload = 8;

	private int calmed;

	@BeforeEach
	void watch() {
		given(this.zooKeeper.getClientConfig()).willReturn(new ZKClientConfig());
		given(this.link.handle()).willReturn(this.handle);
		given(this.link.now()).willAnswer((call) -> this.now);
		given(this.link.hasBatches()).willReturn(true);
		given(this.link.serverPath(any())).willReturn("/znode");
		willAnswer((call) -> {
			this.delay = call.getArgument(0);
			this.next = call.getArgument(1);
			return null;
		}).given(this.link).later(any(), any());
		willAnswer((call) -> {
			this.sizes.add(call.<List<Op>>getArgument(0).size());
			return this.asked.add(call.getArgument(1));
		}).given(this.zooKeeper).multi(anyList(), any(), isNull());
		this.queue.reset(this.handle);
		this.states.forEach((state) -> {
			this.znodes.add(state);
			state.cover(Coverage.REPORTED, this.queue);
			state.addListener(new MirrorRecorder<>(), this.queue);
			state.begin();
			state.batched(result(), this.queue);
			state.end();
		});
		this.queue.reset(this.handle);
		this.resyncs.clear();
		this.watch.sent();
		this.watch.poll();
		cover(Coverage.POLLED);
	}

	private void cover(Coverage coverage) {
		this.states.forEach((state) -> state.cover(coverage, this.queue));
	}

	@Test
	void readsEverythingInEachPeriodWhileTheStormLasts() {
		begin();
		for (int period = 1; period <= 20; period++) {
			assertThat(this.asked).hasSize(period);
			this.version++;
			answer();
			assertThat(this.delay).isEqualTo(Storm.PERIOD);
			elapse();
		}
		assertThat(this.sizes).containsOnly(ZNODES);
		assertThat(this.calmed).isZero();
	}

	@Test
	void putsTheWatchBackWhenItIsCalm() {
		begin();
		for (int period = 1; period <= 7; period++) {
			answer();
			elapse();
		}
		assertThat(this.calmed).isOne();
		int before = this.asked.size();
		elapse();
		assertThat(this.asked).hasSize(before);
	}

	@Test
	void putsTheWatchBackWhenThePayloadsGrow() {
		begin();
		this.version++;
		this.payload = 10_000;
		answer();
		elapse();
		assertThat(this.calmed).isOne();
	}

	@Test
	void asksALateServerLessOften() {
		begin();
		elapse();
		elapse();
		assertThat(this.asked).hasSize(1);
		this.version++;
		answer();
		elapse();
		assertThat(this.asked).hasSize(2);
		assertThat(this.delay).isEqualTo(Storm.PERIOD.multipliedBy(3));
	}

	@Test
	void takesNoLateAnswersForACalm() {
		begin();
		for (int period = 1; period <= 50; period++) {
			elapse();
		}
		assertThat(this.calmed).isZero();
	}

	@Test
	void endsWhenTheWatchIsGone() {
		begin();
		answer();
		this.watch.gone();
		elapse();
		assertThat(this.asked).hasSize(1);
		assertThat(this.calmed).isZero();
	}

	@Test
	void missesNothingBetweenTheLastReadingAndTheWatch() {
		begin();
		// under way while the watch is put back: another read follows
		putBack();
		answer();
		assertThat(this.asked).hasSize(2);
		assertThat(this.resyncs).hasSize(ZNODES).containsOnly(true);
		answer();
		assertThat(this.resyncs).hasSize(2 * ZNODES).containsOnly(true);
		assertThat(this.asked).hasSize(2);
	}

	@Test
	void looksForChildrenWhateverCausedARead() {
		DataState state = this.states.get(0);
		state.changed(100, this.queue);
		assertThat(state.begin()).isTrue();
		state.batched(result(), this.queue);
		assertThat(this.resyncs).containsExactly(true);
	}

	@Test
	void looksForChildrenWhenTheReadThatCatchesUpIsRepeated() {
		DataState state = this.states.get(0);
		putBack();
		assertThat(state.begin()).isTrue();
		state.lost(false);
		assertThat(state.end()).isTrue();
		assertThat(state.begin()).isTrue();
		state.batched(result(), this.queue);
		assertThat(this.resyncs).containsExactly(true);
	}

	@Test
	void looksForChildrenWhenTheReadThatCatchesUpWasRefused() {
		DataState state = this.states.get(0);
		putBack();
		assertThat(state.begin()).isTrue();
		state.refused(Code.NOAUTH, this.queue);
		assertThat(state.end()).isFalse();
		elapse();
		answer();
		assertThat(this.resyncs).hasSize(ZNODES).containsOnly(true);
	}

	@Test
	void isNotStaleForBeingAskedAgain() {
		begin();
		assertThat(this.states).allMatch(DataState::isBusy).noneMatch((state) -> state.isStale(true));
	}

	private void begin() {
		this.storm.begin();
		this.queue.pump();
	}

	private void elapse() {
		Runnable due = this.next;
		this.next = () -> {
		};
		this.now += this.delay.toNanos();
		due.run();
	}

	private void answer() {
		List<OpResult> results = this.states.stream().map((state) -> result()).toList();
		this.asked.get(this.asked.size() - 1).processResult(0, null, null, results);
	}

	private OpResult result() {
		Stat stat = new Stat();
		stat.setCzxid(1);
		stat.setMzxid(this.version);
		stat.setVersion(this.version);
		stat.setNumChildren(1);
		stat.setDataLength(this.payload);
		return new OpResult.GetDataResult(new byte[this.payload], stat);
	}

	private void putBack() {
		this.calmed++;
		this.watch.gone();
		this.watch.sent();
		cover(Coverage.REPORTED);
	}

}
