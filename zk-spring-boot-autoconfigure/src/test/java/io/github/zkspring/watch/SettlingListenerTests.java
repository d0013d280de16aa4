package io.github.zkspring.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

import io.github.zkspring.client.EngineLoop;
import io.github.zkspring.mirror.MirrorListener;
import io.github.zkspring.mirror.ZnodeSnapshot;
import org.apache.zookeeper.KeeperException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentMatchers;
import org.mockito.Mockito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link SettlingListener}.
 */
class SettlingListenerTests {

	private static final Duration SETTLE = Duration.ofSeconds(2);

	private final EngineLoop loop = mock(EngineLoop.class);

	private final List<Runnable> timers = new ArrayList<>();

	private final List<Future<?>> handles = new ArrayList<>();

	private final List<String> seen = new ArrayList<>();

	private final List<KeeperException> failures = new ArrayList<>();

	private final SettlingListener<ZnodeSnapshot> listener = new SettlingListener<>(new MirrorListener<>() {

		@Override
		public void changed(ZnodeSnapshot snapshot) {
			SettlingListenerTests.this.seen.add(snapshot.path());
		}

		@Override
		public void failed(KeeperException ex) {
			SettlingListenerTests.this.failures.add(ex);
		}

	}, this.loop, SETTLE);

	@BeforeEach
	void recordTimers() {
		given(this.loop.schedule(ArgumentMatchers.any(), ArgumentMatchers.eq(SETTLE))).willAnswer((invocation) -> {
			this.timers.add(invocation.getArgument(0));
			this.handles.add(mock(Future.class));
			return this.handles.get(this.handles.size() - 1);
		});
	}

	@Test
	void passesTheFirstSnapshotOnAtOnce() {
		changed("/1");
		assertThat(this.seen).containsExactly("/1");
		assertThat(this.timers).isEmpty();
	}

	@Test
	void passesLaterSnapshotsOnWhenTheyHaveSettled() {
		changed("/1");
		changed("/2");
		assertThat(this.seen).containsExactly("/1");
		this.timers.get(0).run();
		assertThat(this.seen).containsExactly("/1", "/2");
	}

	@Test
	void startsToWaitAgainWithEverySnapshot() {
		changed("/1");
		changed("/2");
		changed("/3");
		changed("/4");
		then(this.handles.get(0)).should().cancel(false);
		then(this.handles.get(1)).should().cancel(false);
		then(this.handles.get(2)).should(Mockito.never()).cancel(false);
		this.timers.get(2).run();
		assertThat(this.seen).containsExactly("/1", "/4");
	}

	@Test
	void passesFailuresOnAtOnce() {
		KeeperException refused = KeeperException.create(KeeperException.Code.NOAUTH, "/1");
		this.listener.failed(refused);
		assertThat(this.failures).containsExactly(refused);
		changed("/1");
		assertThat(this.seen).containsExactly("/1");
	}

	private void changed(String path) {
		this.listener.changed(new ZnodeSnapshot(path, null, null));
	}

}
