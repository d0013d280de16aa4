package io.github.zkspring.mirror;

import java.util.ArrayList;
import java.util.List;

import io.github.zkspring.client.connection.ZkHandle;
import org.apache.zookeeper.AsyncCallback.VoidCallback;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link RecursiveWatches}.
 */
class RecursiveWatchesTests {

	private final ZooKeeper zooKeeper = mock(ZooKeeper.class);

	private final MirrorConnection connection = mock(MirrorConnection.class);

	private final List<String> set = new ArrayList<>();

	private final List<String> changed = new ArrayList<>();

	private final RecursiveWatches watches = new RecursiveWatches(this.connection, this.changed::add);

	private Code answer = Code.OK;

	@BeforeEach
	void connect() {
		given(this.connection.handle()).willReturn(new ZkHandle(this.zooKeeper, 1));
		given(this.connection.hasPersistentWatches()).willReturn(true);
		given(this.connection.serverPath(anyString())).willAnswer((call) -> call.getArgument(0));
		willAnswer((call) -> {
			this.set.add(call.getArgument(0));
			call.<VoidCallback>getArgument(3).processResult(this.answer.intValue(), null, null);
			return null;
		}).given(this.zooKeeper).addWatch(anyString(), any(), any(), any(), any());
	}

	@Test
	void coversRootAndEverythingBelow() {
		this.watches.acquire("/a");
		assertThat(List.of("/a", "/a/b", "/a/b/c")).allMatch(this.watches::covers);
		assertThat(List.of("/", "/ab", "/b")).noneMatch(this.watches::covers);
		this.watches.acquire("/");
		assertThat(this.watches.covers("/b")).isTrue();
	}

	@Test
	void sharesOneWatchBetweenUsers() {
		this.watches.acquire("/a");
		this.watches.acquire("/a");
		assertThat(this.set).containsExactly("/a");
		this.watches.release("/a");
		assertThat(this.watches.covers("/a")).isTrue();
		this.watches.release("/a");
		assertThat(this.watches.covers("/a")).isFalse();
		then(this.zooKeeper).should().removeWatches(any(), any(), any(), eq(true), any(), any());
	}

	@Test
	void setsWatchAgainOnlyInNewSession() {
		this.watches.acquire("/a");
		this.watches.connected(false);
		assertThat(this.set).hasSize(1);
		this.watches.connected(true);
		assertThat(this.set).hasSize(2);
	}

	@Test
	void setsWatchAgainWhoseAnswerWasLost() {
		this.answer = Code.CONNECTIONLOSS;
		this.watches.acquire("/a");
		assertThat(this.watches.covers("/a")).isFalse();
		this.answer = Code.OK;
		this.watches.connected(false);
		assertThat(this.watches.covers("/a")).isTrue();
	}

	@Test
	void setsRemovedWatchAgain() {
		this.watches.acquire("/a");
		assertThat(this.watches.removed("/a")).isTrue();
		assertThat(this.set).containsExactly("/a", "/a");
		assertThat(this.watches.removed("/a/b")).isFalse();
	}

	@Test
	void coversNothingWhereServerRefuses() {
		this.answer = Code.MARSHALLINGERROR;
		this.watches.acquire("/a");
		assertThat(this.watches.covers("/a")).isFalse();
		assertThat(this.changed).contains("/a");
		then(this.connection).should().withoutPersistentWatches();
	}

}
