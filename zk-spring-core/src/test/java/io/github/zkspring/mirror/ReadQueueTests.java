package io.github.zkspring.mirror;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.zkspring.client.connection.ZkHandle;
import org.apache.zookeeper.AsyncCallback.DataCallback;
import org.apache.zookeeper.AsyncCallback.MultiCallback;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.isNull;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ReadQueue}.
 */
class ReadQueueTests {

	private static final int CROWD = 4600;

	private final ZooKeeper zooKeeper = mock(ZooKeeper.class);

	private final ZkHandle handle = new ZkHandle(this.zooKeeper, 1);

	private final MirrorConnection connection = mock(MirrorConnection.class);

	private final List<Runnable> timers = new ArrayList<>();

	private final List<MultiCallback> batches = new ArrayList<>();

	private final List<Integer> sizes = new ArrayList<>();

	private final ReadQueue queue = new ReadQueue(this.connection, new ReadLimits(1000));

	private long now = 1;

	private int completions;

	private int reads;

	private final Map<String, DataCallback> singles = new HashMap<>();

	private final Runnable completion = () -> this.completions++;

	@BeforeEach
	void connect() {
		given(this.zooKeeper.getClientConfig()).willReturn(new ZKClientConfig());
		given(this.connection.handle()).willReturn(this.handle);
		given(this.connection.now()).willAnswer((call) -> this.now);
		given(this.connection.hasBatches()).willReturn(true);
		given(this.connection.serverPath(any())).willAnswer((call) -> call.getArgument(0));
		given(this.connection.watcher()).willReturn((event) -> {
		});
		willAnswer((call) -> this.singles.put(call.getArgument(0), call.getArgument(2))).given(this.zooKeeper)
			.getData(anyString(), any(Watcher.class), any(DataCallback.class), isNull());
		willAnswer((call) -> this.timers.add(call.getArgument(1))).given(this.connection).later(any(), any());
		willAnswer((call) -> {
			this.sizes.add(call.<List<Op>>getArgument(0).size());
			return this.batches.add(call.getArgument(1));
		}).given(this.zooKeeper).multi(anyList(), any(), isNull());
		this.queue.reset(this.handle);
	}

	@Test
	void sendsWithoutPauseWhileEachAnswerShowsOneChange() {
		for (int change = 0; change < 100; change++) {
			Read read = add(false);
			assertThat(read.isSent()).as("change %d", change).isTrue();
			read.answer(1);
		}
		assertThat(this.timers).isEmpty();
	}

	@Test
	void pausesBetweenRequestsWhileAnswersShowManyChanges() {
		Read late = pileUp();
		assertThat(late.isSent()).isFalse();
		assertThat(this.timers).hasSize(1);
		add(false);
		assertThat(this.timers).as("one timer for all").hasSize(1);
		elapse(ReadQueue.PAUSE);
		takeTimers().forEach(Runnable::run);
		assertThat(late.isSent()).isTrue();
	}

	@Test
	void sendsWithNextChangeWhenPauseEndsBeforeTimer() {
		Read late = pileUp();
		elapse(ReadQueue.PAUSE);
		assertThat(add(false).isSent()).isTrue();
		assertThat(late.isSent()).isTrue();
		takeTimers().forEach(Runnable::run);
		assertThat(this.timers).isEmpty();
	}

	@Test
	void startsNewTimerAfterReconnectDuringPause() {
		pileUp();
		takeTimers();
		this.queue.reset(this.handle);
		add(false);
		assertThat(this.timers).as("the timer of the new connection").hasSize(1);
	}

	@Test
	void sendsWithoutPauseSoonAfterBurst() {
		Read read = pileUp();
		for (int change = 0; change < 10; change++) {
			elapse(ReadQueue.PAUSE);
			this.queue.pump();
			read.answer(1);
			read = add(false);
		}
		assertThat(read.isSent()).isTrue();
		read.answer(1);
		assertThat(add(false).isSent()).isTrue();
	}

	@Test
	void sendsFullBatchesWithoutPause() {
		pileUp();
		crowd();
		assertThat(this.sizes).hasSize(3);
	}

	@Test
	void sendsThreeFullBatchesAtOnce() {
		crowd();
		assertThat(this.sizes).containsExactly(1000, 1000, 1000);
		answer(0);
		answer(1);
		answer(2);
		assertThat(this.sizes).containsExactly(1000, 1000, 1000, 1000, 600);
	}

	@Test
	void limitsBatchesByBytes() {
		for (int number = 0; number < 100; number++) {
			this.queue.add(new Read(true, ReadLimits.BATCH_BYTES / 10));
		}
		this.queue.pump();
		for (int number = 0; number < 9; number++) {
			answer(number);
		}
		assertThat(this.sizes).hasSize(10).containsOnly(10);
	}

	@Test
	void completesOnceNoFullBatchWaits() {
		crowd();
		this.queue.afterBatch(this.completion);
		answer(0);
		assertThat(this.completions).isZero();
		answer(1);
		assertThat(this.completions).isOne();
	}

	@Test
	void completesWhenConnectionIsLost() {
		crowd();
		this.queue.afterBatch(this.completion);
		given(this.connection.handle()).willReturn(null);
		this.queue.pump();
		assertThat(this.completions).isOne();
	}

	@Test
	void completesAfterReset() {
		crowd();
		this.queue.reset(this.handle);
		this.queue.afterBatch(this.completion);
		this.queue.pump();
		assertThat(this.completions).isOne();
	}

	// adds a read while answers show many changes
	private Read pileUp() {
		for (int round = 0; round < 4; round++) {
			elapse(ReadQueue.PAUSE);
			add(false).answer(100);
		}
		return add(false);
	}

	private void elapse(Duration time) {
		this.now += time.toNanos();
	}

	private void crowd() {
		for (int number = 0; number < CROWD; number++) {
			this.queue.add(new Read(true));
		}
		this.queue.pump();
	}

	private Read add(boolean batchable) {
		Read read = new Read(batchable);
		this.queue.add(read);
		this.queue.pump();
		return read;
	}

	private void answer(int number) {
		List<OpResult> results = Collections.nCopies(this.sizes.get(number),
				new OpResult.GetDataResult(new byte[0], new Stat()));
		this.batches.get(number).processResult(Code.OK.intValue(), "", null, results);
	}

	private List<Runnable> takeTimers() {
		List<Runnable> taken = List.copyOf(this.timers);
		this.timers.clear();
		return taken;
	}

	/**
	 * A read that shares a request or sends its own.
	 */
	private final class Read implements PendingRead {

		private final String path = "/znode" + ReadQueueTests.this.reads++;

		private final boolean batchable;

		private final int expectedBytes;

		private int changes;

		private Read(boolean batchable) {
			this(batchable, 1);
		}

		private Read(boolean batchable, int expectedBytes) {
			this.batchable = batchable;
			this.expectedBytes = expectedBytes;
		}

		private boolean isSent() {
			return ReadQueueTests.this.singles.containsKey(this.path);
		}

		private void answer(int shown) {
			assertThat(isSent()).isTrue();
			this.changes = shown;
			ReadQueueTests.this.singles.get(this.path)
				.processResult(Code.OK.intValue(), this.path, null, new byte[0], new Stat());
		}

		@Override
		public String path() {
			return this.path;
		}

		@Override
		public Operation operation(boolean checkSize) {
			return Operation.DATA;
		}

		@Override
		public boolean setsWatch() {
			return !this.batchable;
		}

		@Override
		public int expectedBytes(ReadLimits limits) {
			return this.expectedBytes;
		}

		@Override
		public boolean begin() {
			return true;
		}

		@Override
		public void received(Result result) {
			ReadQueueTests.this.queue.changesSeen(this.changes);
		}

		@Override
		public void lost(boolean suspected) {
		}

		@Override
		public void refused(Code code) {
		}

		@Override
		public void end() {
		}

	}

}
