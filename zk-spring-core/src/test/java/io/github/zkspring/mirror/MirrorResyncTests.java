package io.github.zkspring.mirror;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZkHandle;
import io.github.zkspring.client.support.ZkEventLoop;
import org.apache.zookeeper.AsyncCallback.Children2Callback;
import org.apache.zookeeper.AsyncCallback.DataCallback;
import org.apache.zookeeper.AsyncCallback.MultiCallback;
import org.apache.zookeeper.AsyncCallback.StatCallback;
import org.apache.zookeeper.AsyncCallback.VoidCallback;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ZKConfig;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.mock;

/**
 * Tests for the resync of a {@link Mirror}, with a server whose watches never report
 * changes.
 */
class MirrorResyncTests {

	private final ZooKeeper zooKeeper = mock(ZooKeeper.class);

	private final ZkConnection connection = mock(ZkConnection.class);

	private final ZkEventLoop loop = new ZkEventLoop();

	private final Mirror mirror = new Mirror(this.connection, this.loop, 1000);

	private final SortedMap<String, Stat> znodes = new TreeMap<>();

	/** The paths of the reads that set a watch. */
	private final List<String> watched = new ArrayList<>();

	/** The watcher of the recursive watch. */
	private @Nullable Watcher recursive;

	/** Delivers the answers to reads. */
	private Consumer<Runnable> answers = Runnable::run;

	/** Runs before each answer. */
	private Runnable whileReading = () -> {
	};

	private int reads;

	@BeforeEach
	void connect() {
		given(this.connection.serverPath(any())).willAnswer((call) -> call.getArgument(0));
		given(this.connection.path(any())).willAnswer((call) -> call.getArgument(0));
		given(this.zooKeeper.getClientConfig()).willReturn(new ZKClientConfig());
		willAnswer((call) -> {
			String path = call.getArgument(0);
			Stat stat = read(path, call.getArgument(1));
			StatCallback callback = call.getArgument(2);
			this.answers.accept(() -> callback.processResult(code(stat), path, null, stat));
			return null;
		}).given(this.zooKeeper).exists(anyString(), this.<Watcher>anyOrNull(), any(StatCallback.class), any());
		willAnswer((call) -> {
			String path = call.getArgument(0);
			Stat stat = read(path, call.getArgument(1));
			DataCallback callback = call.getArgument(2);
			this.answers.accept(() -> callback.processResult(code(stat), path, null, new byte[0], stat));
			return null;
		}).given(this.zooKeeper).getData(anyString(), this.<Watcher>anyOrNull(), any(DataCallback.class), any());
		willAnswer((call) -> {
			String path = call.getArgument(0);
			Stat stat = read(path, call.getArgument(1));
			call.<Children2Callback>getArgument(2).processResult(code(stat), path, null, children(path), stat);
			return null;
		}).given(this.zooKeeper)
			.getChildren(anyString(), this.<Watcher>anyOrNull(), any(Children2Callback.class), any());
		willAnswer((call) -> {
			call.<MultiCallback>getArgument(1)
				.processResult(0, null, null, call.<List<Op>>getArgument(0).stream().map(this::result).toList());
			return null;
		}).given(this.zooKeeper).multi(anyList(), any(), any());
		willAnswer((call) -> {
			this.recursive = call.getArgument(1);
			call.<VoidCallback>getArgument(3).processResult(0, null, null);
			return null;
		}).given(this.zooKeeper).addWatch(anyString(), any(), any(), any(), any());
		this.mirror.connected(new ZkHandle(this.zooKeeper, 1));
	}

	@AfterEach
	void close() {
		this.loop.close();
	}

	@Test
	void deliversUnreportedChange() {
		put("/a", 1);
		MirrorRecorder<ZnodeSnapshot> listener = new MirrorRecorder<>();
		MirrorSubscription subscription = this.mirror.data("/a", listener);
		put("/a", 2);
		assertThat(listener.size()).isOne();
		subscription.resync();
		assertThat(listener.last().stat().getMzxid()).isEqualTo(2);
		assertThat(subscription.isStale()).isEqualTo(false);
	}

	@Test
	void readsOnceWithoutCallWhenNothingChanged() {
		put("/a", 1);
		MirrorRecorder<ZnodeSnapshot> listener = new MirrorRecorder<>();
		MirrorSubscription subscription = this.mirror.data("/a", listener);
		int before = this.reads;
		subscription.resync();
		assertThat(this.reads - before).isOne();
		assertThat(listener.size()).isOne();
	}

	@Test
	void readsOnceWhenServerStaysBehindReportedChange() {
		put("/a", 1);
		put("/a/b", 1);
		this.mirror.childrenWithData("/a", new MirrorRecorder<>());
		int before = this.reads;
		Watcher watcher = this.recursive;
		assertThat(watcher).isNotNull();
		watcher.process(new WatchedEvent(EventType.NodeDataChanged, KeeperState.SyncConnected, "/a/b", 100));
		assertThat(this.reads - before).isOne();
	}

	@Test
	void resyncsAllStatesWhenOneIsOlderThanKnown() {
		put("/a", 7);
		put("/b", 8);
		MirrorRecorder<ZnodeSnapshot> a = new MirrorRecorder<>();
		MirrorRecorder<ZnodeSnapshot> b = new MirrorRecorder<>();
		MirrorSubscription subscription = this.mirror.data("/a", a);
		this.mirror.data("/b", b);
		put("/a", 3);
		put("/b", 4);
		int before = this.reads;
		subscription.resync();
		assertThat(a.last().stat().getMzxid()).isEqualTo(3);
		assertThat(b.last().stat().getMzxid()).isEqualTo(4);
		assertThat(this.reads - before).isLessThanOrEqualTo(3);
		then(this.connection).should().olderStateRead("/a");
	}

	@Test
	void pausesReadsThatRepeatWithoutChange() {
		put("/a", 1);
		MirrorRecorder<ZnodeSnapshot> listener = new MirrorRecorder<>();
		MirrorSubscription subscription = this.mirror.data("/a", listener);
		int before = this.reads;
		this.whileReading = () -> this.mirror.states().data("/a").changed(-1);
		subscription.resync();
		assertThat(this.reads - before).isBetween(2, 20);
	}

	@Test
	void setsOneShotWatchesAgain() {
		put("/a", 1);
		MirrorSubscription data = this.mirror.data("/a", new MirrorRecorder<>());
		MirrorSubscription absent = this.mirror.data("/b", new MirrorRecorder<>());
		MirrorSubscription children = this.mirror.children("/a", new MirrorRecorder<>());
		this.watched.clear();
		List.of(data, absent, children).forEach(MirrorSubscription::resync);
		assertThat(this.watched).containsExactly("/a", "/b", "/a");
	}

	@Test
	void deliversUnreportedParent() {
		MirrorRecorder<ChildrenSnapshot> listener = new MirrorRecorder<>();
		MirrorSubscription subscription = this.mirror.children("/a", listener);
		put("/a", 1);
		put("/a/b", 2);
		subscription.resync();
		assertThat(listener.last().names()).containsExactly("b");
	}

	@Test
	void deliversUnreportedChildrenAndData() {
		put("/a", 1);
		put("/a/b", 2);
		put("/a/c", 3);
		MirrorRecorder<ChildrenSnapshot> listener = new MirrorRecorder<>();
		MirrorSubscription subscription = this.mirror.childrenWithData("/a", listener);
		put("/a/b", 4);
		this.znodes.remove("/a/c");
		put("/a/d", 5);
		assertThat(listener.size()).isOne();
		subscription.resync();
		assertThat(listener.last().data()).containsOnlyKeys("b", "d");
	}

	@Test
	void deliversUnreportedChangesOfTree() {
		put("/a", 1);
		put("/a/b", 2);
		put("/a/b/x", 3);
		TreeRecorder tree = new TreeRecorder();
		MirrorSubscription subscription = this.mirror.tree(TreeScope.all("/a"), tree);
		assertThat(tree.isInitialised()).isTrue();
		tree.takeCalls();
		this.znodes.remove("/a/b/x");
		put("/a/b/y", 4);
		put("/a/c", 5);
		subscription.resync();
		assertThat(tree.takeCalls()).containsExactlyInAnyOrder("-/a/b/x", "+/a/b/y", "+/a/c");
	}

	@Test
	void readsAfterReconnectWhenResyncedWhileDisconnected() {
		put("/a", 1);
		MirrorRecorder<ZnodeSnapshot> listener = new MirrorRecorder<>();
		MirrorSubscription subscription = this.mirror.data("/a", listener);
		this.mirror.disconnected(ZkSessionState.SUSPENDED);
		put("/a", 2);
		subscription.resync();
		assertThat(listener.size()).isOne();
		this.mirror.connected(new ZkHandle(this.zooKeeper, 1));
		assertThat(listener.last().stat().getMzxid()).isEqualTo(2);
	}

	@Test
	void readsNothingAfterClose() {
		put("/a", 1);
		List<Supplier<MirrorSubscription>> all = List.of(() -> this.mirror.data("/a", new MirrorRecorder<>()),
				() -> this.mirror.children("/a", new MirrorRecorder<>()),
				() -> this.mirror.childrenWithData("/a", new MirrorRecorder<>()),
				() -> this.mirror.tree(TreeScope.all("/a"), new TreeRecorder()));
		for (Supplier<MirrorSubscription> one : all) {
			MirrorSubscription subscription = one.get();
			subscription.close();
			int before = this.reads;
			subscription.resync();
			assertThat(this.reads).isEqualTo(before);
		}
	}

	@Test
	void resyncsWhenRecursiveWatchWasRemoved() {
		put("/a", 1);
		put("/a/b", 2);
		MirrorRecorder<ChildrenSnapshot> children = new MirrorRecorder<>();
		TreeRecorder tree = new TreeRecorder();
		this.mirror.childrenWithData("/a", children);
		this.mirror.tree(TreeScope.all("/a"), tree);
		tree.takeCalls();
		put("/a/b", 3);
		put("/a/c", 4);
		Watcher watcher = this.recursive;
		assertThat(watcher).isNotNull();
		watcher.process(new WatchedEvent(EventType.PersistentWatchRemoved, KeeperState.SyncConnected, "/a"));
		assertThat(children.last().data()).containsOnlyKeys("b", "c");
		assertThat(tree.takeCalls()).containsExactlyInAnyOrder("+/a/b", "+/a/c");
	}

	@Test
	void readsEachOfManyDataWatchesOnce() {
		ZKClientConfig config = new ZKClientConfig();
		config.setProperty(ZKConfig.JUTE_MAXBUFFER, String.valueOf(32 * 1024 * 1024));
		given(this.zooKeeper.getClientConfig()).willReturn(config);
		this.mirror.connected(new ZkHandle(this.zooKeeper, 1));
		MirrorRecorder<ZnodeSnapshot> listener = new MirrorRecorder<>();
		IntStream.range(0, 2000).forEach((number) -> put("/n" + number, number + 1));
		int before = this.reads;
		Deque<Runnable> delayed = new ArrayDeque<>();
		this.answers = delayed::add;
		this.mirror.together(() -> {
			this.mirror.data("/absent", listener);
			IntStream.range(0, 2000).forEach((number) -> this.mirror.data("/n" + number, listener));
		});
		while (!delayed.isEmpty()) {
			delayed.remove().run();
		}
		assertThat(listener.size()).isEqualTo(2001);
		assertThat(this.watched).hasSize(2002).contains("/absent");
		assertThat(this.reads - before).as("a missing znode is read twice").isEqualTo(2002);
	}

	private void put(String path, long zxid) {
		Stat stat = new Stat();
		Stat known = this.znodes.put(path, stat);
		stat.setCzxid((known != null) ? known.getCzxid() : zxid);
		stat.setMzxid(zxid);
	}

	private @Nullable Stat read(String path, @Nullable Watcher watcher) {
		this.reads++;
		this.whileReading.run();
		if (watcher != null) {
			this.watched.add(path);
		}
		return stat(path);
	}

	private @Nullable Stat stat(String path) {
		Stat stat = this.znodes.get(path);
		if (stat == null) {
			return null;
		}
		List<String> children = children(path);
		Stat read = new Stat();
		read.setCzxid(stat.getCzxid());
		read.setMzxid(stat.getMzxid());
		read.setNumChildren(children.size());
		read.setPzxid(children.stream().mapToLong((name) -> this.znodes.get(path + "/" + name).getCzxid()).sum());
		return read;
	}

	private List<String> children(String path) {
		return this.znodes.keySet()
			.stream()
			.filter((other) -> other.startsWith(path + "/") && other.indexOf('/', path.length() + 1) < 0)
			.map((other) -> other.substring(path.length() + 1))
			.toList();
	}

	private OpResult result(Op op) {
		this.reads++;
		Stat stat = stat(op.getPath());
		if (stat == null) {
			return new OpResult.ErrorResult(Code.NONODE.intValue());
		}
		return (op.getType() == OpCode.getChildren) ? new OpResult.GetChildrenResult(children(op.getPath()))
				: new OpResult.GetDataResult(new byte[0], stat);
	}

	private static int code(@Nullable Stat stat) {
		return ((stat != null) ? Code.OK : Code.NONODE).intValue();
	}

	private <T> @Nullable T anyOrNull() {
		return any();
	}

}
