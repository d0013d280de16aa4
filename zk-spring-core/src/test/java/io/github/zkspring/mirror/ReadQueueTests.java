package io.github.zkspring.mirror;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.github.zkspring.client.connection.ZkHandle;
import org.apache.zookeeper.AsyncCallback.MultiCallback;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;
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
 * Tests for {@link ReadQueue}.
 */
class ReadQueueTests {

	private static final int CROWD = 4600;

	private final ZooKeeper zooKeeper = mock(ZooKeeper.class);

	private final ZkHandle handle = new ZkHandle(this.zooKeeper, 1);

	private final MirrorLink link = mock(MirrorLink.class);

	private final List<Runnable> timers = new ArrayList<>();

	private final List<MultiCallback> batches = new ArrayList<>();

	private final List<Integer> sizes = new ArrayList<>();

	private final ReadQueue queue = new ReadQueue(this.link, new ReadLimits(1000), (path, previous, stat, resync) -> {
	});

	private long now = 1;

	private int handedOver;

	private int sentWhenTaken;

	private final Runnable handOver = () -> this.handedOver++;

	@BeforeEach
	void connect() {
		given(this.zooKeeper.getClientConfig()).willReturn(new ZKClientConfig());
		given(this.link.handle()).willReturn(this.handle);
		given(this.link.now()).willAnswer((call) -> this.now);
		given(this.link.hasBatches()).willReturn(true);
		given(this.link.serverPath(any())).willReturn("/znode");
		willAnswer((call) -> this.timers.add(call.getArgument(1))).given(this.link).later(any(), any());
		willAnswer((call) -> {
			this.sizes.add(call.<List<Op>>getArgument(0).size());
			return this.batches.add(call.getArgument(1));
		}).given(this.zooKeeper).multi(anyList(), any(), isNull());
		this.queue.reset(this.handle);
	}

	@Test
	void readsAtOnceWhileEveryAnswerShowsOneChange() {
		for (int change = 0; change < 100; change++) {
			Read read = add(false);
			assertThat(read.isSent()).as("change %d", change).isTrue();
			read.answer(1);
		}
		assertThat(this.timers).isEmpty();
	}

	@Test
	void pausesWhileAnswersShowManyChangesAndGoesOnByItself() {
		Read late = pileUp();
		assertThat(late.isSent()).isFalse();
		assertThat(this.timers).hasSize(1);
		add(false);
		assertThat(this.timers).as("one timer for all").hasSize(1);
		elapse(ReadPace.PAUSE);
		takeTimers().forEach(Runnable::run);
		assertThat(late.isSent()).isTrue();
	}

	@Test
	void readsWithTheNextChangeWhenThePauseIsOverBeforeItsTimer() {
		Read late = pileUp();
		elapse(ReadPace.PAUSE);
		assertThat(add(false).isSent()).isTrue();
		assertThat(late.isSent()).isTrue();
		takeTimers().forEach(Runnable::run);
		assertThat(this.timers).isEmpty();
	}

	@Test
	void goesOnAfterAReconnectInAPause() {
		pileUp();
		takeTimers();
		this.queue.reset(this.handle);
		add(false);
		assertThat(this.timers).as("the timer of the new connection").hasSize(1);
	}

	@Test
	void readsAtOnceAgainSoonAfterThePile() {
		Read read = pileUp();
		for (int change = 0; change < 10; change++) {
			elapse(ReadPace.PAUSE);
			this.queue.pump();
			read.answer(1);
			read = add(false);
		}
		assertThat(read.isSent()).isTrue();
		read.answer(1);
		assertThat(add(false).isSent()).isTrue();
	}

	@Test
	void pausesForNoCrowd() {
		pileUp();
		crowd();
		assertThat(this.sizes).hasSize(3);
	}

	@Test
	void sendsWhatIsGatheredTogether() {
		this.queue.gate().gather(true);
		this.queue.gate().gather(true);
		add(true);
		add(true);
		this.queue.gate().gather(false);
		add(true);
		assertThat(this.sizes).isEmpty();
		this.queue.gate().gather(false);
		this.queue.pump();
		assertThat(this.sizes).containsExactly(3);
	}

	@Test
	void hasTheServerReadTheNextOfACrowdWhileAnAnswerIsTaken() {
		crowd();
		assertThat(this.sizes).containsExactly(1000, 1000, 1000);
		answer(0);
		assertThat(this.sentWhenTaken).isEqualTo(4);
		answer(1);
		answer(2);
		assertThat(this.sizes).containsExactly(1000, 1000, 1000, 1000, 600);
	}

	@Test
	void handsOverWhenTheWholeCrowdIsThere() {
		crowd();
		for (int number = 0; number < 4; number++) {
			this.queue.afterTurn(this.handOver);
			answer(number);
			assertThat(this.handedOver).as("after answer %d", number).isZero();
		}
		answer(4);
		assertThat(this.handedOver).isOne();
	}

	@Test
	void takesLargeAnswersForACrowdAndReadsThemWithoutPause() {
		for (int number = 0; number < 100; number++) {
			this.queue.add(new Read(true, ReadLimits.BATCH_BYTES / 10));
		}
		this.queue.pump();
		for (int number = 0; number < 9; number++) {
			this.queue.afterTurn(this.handOver);
			this.queue.shown(100);
			assertThat(this.handedOver).as("before answer %d", number).isZero();
			answer(number);
		}
		assertThat(this.sizes).hasSize(10).containsOnly(10);
		assertThat(this.handedOver).isOne();
		assertThat(this.timers).isEmpty();
	}

	@Test
	void handsOverNowAndThenWhileACrowdDoesNotEnd() {
		crowd();
		this.queue.afterTurn(this.handOver);
		this.queue.pump();
		assertThat(this.handedOver).isZero();
		elapse(TurnEnd.PATIENCE);
		this.queue.pump();
		assertThat(this.handedOver).isOne();
	}

	@Test
	void handsOverWhatIsThereWhenTheConnectionIsLost() {
		crowd();
		this.queue.afterTurn(this.handOver);
		given(this.link.handle()).willReturn(null);
		this.queue.pump();
		assertThat(this.handedOver).isOne();
	}

	@Test
	void handsOverAtOnceWhenACrowdWasForgotten() {
		crowd();
		this.queue.reset(this.handle);
		this.queue.afterTurn(this.handOver);
		this.queue.pump();
		assertThat(this.handedOver).isOne();
	}

	// a read that comes while requests show many changes
	private Read pileUp() {
		for (int round = 0; round < 4; round++) {
			elapse(ReadPace.PAUSE);
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
		this.batches.get(number).processResult(Code.OK.intValue(), "/znode", null, results);
	}

	private List<Runnable> takeTimers() {
		List<Runnable> taken = List.copyOf(this.timers);
		this.timers.clear();
		return taken;
	}

	/**
	 * Something to read.
	 */
	private final class Read implements PendingRead {

		private final boolean batchable;

		private final int cost;

		private @Nullable ReadRequest request;

		private Read(boolean batchable) {
			this(batchable, 1);
		}

		private Read(boolean batchable, int cost) {
			this.batchable = batchable;
			this.cost = cost;
		}

		private boolean isSent() {
			return this.request != null;
		}

		private void answer(int changes) {
			ReadRequest sent = this.request;
			assertThat(sent).isNotNull();
			sent.reply().accept(Code.OK.intValue(), "answer", () -> sent.queue().shown(changes));
		}

		@Override
		public String path() {
			return "/znode";
		}

		@Override
		public boolean isUnknown() {
			return false;
		}

		@Override
		public boolean isBatchable(boolean asksSize) {
			return this.batchable;
		}

		@Override
		public int cost(ReadLimits limits) {
			return this.cost;
		}

		@Override
		public boolean begin() {
			return true;
		}

		@Override
		public Op op(String serverPath) {
			return Op.getData(serverPath);
		}

		@Override
		public void batched(OpResult result, ReadQueue queue) {
			ReadQueueTests.this.sentWhenTaken = ReadQueueTests.this.sizes.size();
		}

		@Override
		public void send(ReadRequest request, boolean asksSize) {
			this.request = request;
		}

		@Override
		public void lost(boolean suspect) {
		}

		@Override
		public void refused(Code code, ReadQueue queue) {
		}

		@Override
		public boolean end() {
			return false;
		}

	}

}
