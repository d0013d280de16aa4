package io.github.zkspring.metrics;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.github.zkspring.watch.WatchDelivery;
import io.github.zkspring.watch.WatchError;
import io.github.zkspring.watch.ZkWatch;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ZkWatchMetrics}.
 */
class ZkWatchMetricsTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final ZkWatchMetrics metrics = new ZkWatchMetrics(this.registry);

	@Test
	void recordsDeliveriesByWatch() {
		this.metrics.delivered(watch("limits"),
				new WatchDelivery(false, Duration.ofMillis(3), Duration.ofMillis(20), 4));
		this.metrics.delivered(watch("limits"), new WatchDelivery(true, Duration.ofMillis(1), null, 0));
		assertThat(timer("deliveries", "limits", "outcome", "ok").totalTime(TimeUnit.MILLISECONDS)).isEqualTo(3);
		assertThat(timer("deliveries", "limits", "outcome", "error").count()).isEqualTo(1);
		assertThat(timer("lag", "limits", "since", "change").totalTime(TimeUnit.MILLISECONDS)).isEqualTo(20);
		assertThat(this.registry.get("zookeeper.watch.conflated").tag("watch", "limits").counter().count())
			.isEqualTo(4);
	}

	@Test
	void countsErrorsByWatchAndKind() {
		this.metrics.failed(new WatchError("limits", "/limits", null, WatchError.Kind.PAYLOAD,
				new IllegalStateException("a fault of this test")));
		assertThat(this.registry.get("zookeeper.watch.errors")
			.tags("watch", "limits", "kind", "payload")
			.counter()
			.count()).isEqualTo(1);
		assertThat(
				this.registry.get("zookeeper.watch.errors").tags("watch", "limits", "kind", "read").counter().count())
			.isZero();
	}

	@Test
	void removesTheMetersOfAWatchThatHasEnded() {
		ZkWatch ended = watch("limits");
		deliver(ended);
		deliver(watch("prices"));
		given(ended.isClosed()).willReturn(true);
		this.metrics.ended(ended);
		deliver(ended);
		assertThat(this.registry.find("zookeeper.watch.deliveries").tag("watch", "limits").meters()).isEmpty();
		assertThat(this.registry.find("zookeeper.watch.deliveries").tag("watch", "prices").meters()).isNotEmpty();
		assertThat(this.registry.getMeters()).allMatch((meter) -> "prices".equals(meter.getId().getTag("watch")));
	}

	@Test
	void watchesWithoutAnIdShareTheirMeters() {
		deliver(watch("data#1"));
		deliver(watch("data#2"));
		this.metrics.ended(watch("data#2"));
		assertThat(timer("deliveries", "data", "outcome", "ok").count()).isEqualTo(2);
	}

	private void deliver(ZkWatch watch) {
		this.metrics.delivered(watch, new WatchDelivery(false, Duration.ofMillis(1), null, 0));
	}

	private Timer timer(String meter, String watch, String key, String value) {
		return this.registry.get("zookeeper.watch." + meter).tags("watch", watch, key, value).timer();
	}

	private static ZkWatch watch(String id) {
		ZkWatch watch = mock();
		given(watch.id()).willReturn(id);
		return watch;
	}

}
