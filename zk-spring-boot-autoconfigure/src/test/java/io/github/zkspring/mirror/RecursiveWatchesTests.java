package io.github.zkspring.mirror;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;

import io.github.zkspring.client.connection.TrackingZooKeeper;
import io.github.zkspring.client.connection.ZkHandle;
import org.apache.zookeeper.AsyncCallback.VoidCallback;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.MockedStatic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockStatic;

/**
 * What becomes of a {@link RecursiveWatch} that is taken off for a storm.
 */
class RecursiveWatchesTests {

	private final ZooKeeper zooKeeper = mock(ZooKeeper.class);

	private final MirrorLink link = mock(MirrorLink.class);

	private final List<String> set = new ArrayList<>();

	private final RecursiveWatches watches = new RecursiveWatches(this.link, (root) -> {
	});

	private final MockedStatic<TrackingZooKeeper> client = mockStatic(TrackingZooKeeper.class);

	private IntConsumer removal = (rc) -> {
	};

	@BeforeEach
	void connect() {
		given(this.link.handle()).willReturn(new ZkHandle(this.zooKeeper, 1));
		given(this.link.hasPersistentWatches()).willReturn(true);
		given(this.link.serverPath(anyString())).willAnswer((call) -> call.getArgument(0));
		willAnswer((call) -> {
			this.set.add(call.getArgument(0));
			call.<VoidCallback>getArgument(3).processResult(0, null, null);
			return null;
		}).given(this.zooKeeper).addWatch(anyString(), any(), any(), any(), any());
		this.client.when(() -> TrackingZooKeeper.suspendRecursiveWatch(any(), any(), any())).then((call) -> {
			this.removal = call.getArgument(2);
			return true;
		});
	}

	@AfterEach
	void close() {
		this.client.close();
	}

	@Test
	void setsAWatchAgainThatTheServerDoesNotTakeOffAndLeavesItOn() {
		RecursiveWatch watch = tree("/a");
		assertThat(this.watches.takeOff(watch)).isTrue();
		assertThat(this.watches.coverage("/a/x")).isEqualTo(Coverage.POLLED);
		this.removal.accept(Code.MARSHALLINGERROR.intValue());
		assertThat(this.watches.coverage("/a/x")).isEqualTo(Coverage.REPORTED);
		assertThat(this.set).containsExactly("/a", "/a");
		assertThat(this.watches.takeOff(watch)).isFalse();
	}

	@Test
	void setsAWatchAgainOnTheNextConnection() {
		RecursiveWatch watch = tree("/a");
		this.watches.takeOff(watch);
		this.removal.accept(Code.CONNECTIONLOSS.intValue());
		assertThat(this.set).hasSize(1);
		this.watches.connected(false);
		assertThat(this.set).hasSize(2);
		assertThat(this.watches.coverage("/a/x")).isEqualTo(Coverage.REPORTED);
		assertThat(this.watches.takeOff(watch)).isTrue();
	}

	@Test
	void leavesWatchesOnThatReportTheSame() {
		RecursiveWatch outer = tree("/a");
		RecursiveWatch inner = tree("/a/b");
		assertThat(this.watches.takeOff(outer)).isFalse();
		assertThat(this.watches.takeOff(inner)).isFalse();
		this.watches.removeTree("/a/b");
		RecursiveWatch beside = tree("/ab");
		assertThat(this.watches.takeOff(outer)).isTrue();
		assertThat(this.watches.takeOff(beside)).isTrue();
	}

	@Test
	void leavesAWatchOnThatSomebodyElseShares() {
		this.client.when(() -> TrackingZooKeeper.suspendRecursiveWatch(any(), any(), any())).thenReturn(false);
		assertThat(this.watches.takeOff(tree("/a"))).isFalse();
		assertThat(this.watches.coverage("/a")).isEqualTo(Coverage.REPORTED);
	}

	private RecursiveWatch tree(String root) {
		this.watches.addTree(root);
		return Objects.requireNonNull(this.watches.count(root, () -> true));
	}

}
