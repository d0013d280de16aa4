package io.github.zkspring.mirror;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.zkspring.client.connection.ZkHandle;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.mock;

/**
 * Which storms are read as a whole, by a clock of its own.
 */
class StormsTests {

	private final ZooKeeper zooKeeper = mock(ZooKeeper.class);

	private final MirrorLink link = mock(MirrorLink.class);

	private final RecursiveWatches watches = mock(RecursiveWatches.class);

	private final Znodes znodes = new Znodes();

	private final ReadQueue queue = new ReadQueue(this.link, new ReadLimits(100_000),
			(path, previous, stat, resync) -> {
			});

	private final RecursiveWatch watch = new RecursiveWatch("/a");

	private Storms storms = new Storms(true, this.watches, this.znodes, this.queue);

	private long now = 1;

	private int asked;

	private boolean removable = true;

	@BeforeEach
	void connect() {
		given(this.zooKeeper.getClientConfig()).willReturn(new ZKClientConfig());
		given(this.link.now()).willAnswer((call) -> this.now);
		given(this.link.hasBatches()).willReturn(true);
		this.queue.reset(new ZkHandle(this.zooKeeper, 1));
		willAnswer((call) -> {
			this.asked++;
			return this.removable;
		}).given(this.watches).takeOff(any());
	}

	@Test
	void readsFewZnodesAsAWholeAboveEightThousandChangesASecond() {
		watch(50, 8);
		report(7500, Duration.ofMillis(200));
		assertThat(this.asked).isZero();
		report(8500, StormGauge.SPAN.multipliedBy(3));
		assertThat(this.asked).isPositive();
	}

	@Test
	void readsManyWhenMoreWouldBeReportedThanRead() {
		watch(1000, 8);
		report(9000, Duration.ofMillis(200));
		assertThat(this.asked).isZero();
		report(11_000, StormGauge.SPAN.multipliedBy(3));
		assertThat(this.asked).isPositive();
	}

	@Test
	void hearsOfEachWriteToVeryManyOrLongZnodes() {
		watch(500, 2000);
		report(50_000, Duration.ofMillis(200));
		assertThat(this.asked).isZero();
	}

	@Test
	void asksOnceASecondWhereAWatchHasToStay() {
		watch(50, 8);
		this.removable = false;
		report(20_000, Duration.ofMillis(900));
		assertThat(this.asked).isOne();
		report(20_000, Duration.ofMillis(500));
		assertThat(this.asked).isEqualTo(2);
	}

	@Test
	void doesNothingAboutStormsWhereThatIsNotWanted() {
		watch(50, 8);
		this.storms = new Storms(false, this.watches, this.znodes, this.queue);
		report(50_000, Duration.ofMillis(200));
		assertThat(this.asked).isZero();
	}

	private void watch(int count, int payload) {
		IntStream.range(0, count).forEach((number) -> {
			DataState state = new DataState("/a/n%04d".formatted(number));
			this.znodes.add(state);
			state.cover(Coverage.REPORTED, this.queue);
			Stat stat = new Stat();
			stat.setDataLength(payload);
			state.batched(new OpResult.GetDataResult(new byte[payload], stat), this.queue);
		});
	}

	private void report(int rate, Duration duration) {
		long end = this.now + duration.toNanos();
		while (this.now < end) {
			this.now += TimeUnit.SECONDS.toNanos(1) / rate;
			this.storms.reported(this.watch);
		}
	}

}
