package io.github.zkspring.contender;

import java.util.List;
import java.util.function.Consumer;

import io.github.zkspring.client.EngineLoop;
import io.github.zkspring.client.ZkHandle;
import io.github.zkspring.client.ZkPaths;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a queue with the eyes of one contender: its own znode and those it waits for
 * are watched, the children are listed. Answers are taken on the engine loop.
 */
class QueueLook {

	private final QueueRequests requests;

	private final Attempts attempts;

	private final EngineLoop loop;

	private final Admission admission;

	private final Viewer viewer;

	private final Watcher watcher = this::watched;

	private volatile @Nullable Grant looking;

	QueueLook(QueueRequests requests, Attempts attempts, EngineLoop loop, Admission admission, Viewer viewer) {
		this.admission = admission;
		this.requests = requests;
		this.attempts = attempts;
		this.loop = loop;
		this.viewer = viewer;
	}

	/**
	 * Look once, and watch from then on.
	 * @param handle the session of the contender
	 * @param mine the contender's znode
	 */
	void look(ZkHandle handle, Grant mine) {
		this.looking = mine;
		this.requests.children(handle, this.attempts.thenTake((names) -> decide(handle, mine, names)));
		this.requests.exists(handle, mine.name(), this.watcher, (code, stat) -> {
			if (code == Code.OK) {
				this.viewer.seen(mine, stat);
			}
			else if (code == Code.NONODE) {
				this.viewer.deleted(mine.name());
			}
		});
	}

	private void decide(ZkHandle handle, Grant mine, List<String> names) {
		Turn turn = Turn.of(names, mine.name(), this.admission);
		if (turn == null) {
			this.viewer.deleted(mine.name());
			return;
		}
		if (turn.hasCome()) {
			this.attempts.succeeded();
		}
		turn.awaited().forEach((name) -> waitFor(handle, name));
		this.viewer.placed(mine, turn);
	}

	// between the list and the watch the predecessor may have gone: then look again
	private void waitFor(ZkHandle handle, String predecessor) {
		Consumer<Code> gone = this.attempts.then(this.viewer::changed);
		Consumer<Code> waiting = this.attempts.then(this.attempts::succeeded);
		this.requests.exists(handle, predecessor, this.watcher, (code, stat) -> {
			if (code == Code.NONODE) {
				gone.accept(Code.OK);
			}
			else {
				waiting.accept(code);
			}
		});
	}

	// one of them is gone: this look need not wait for the loop, its answer does
	private void watched(WatchedEvent event) {
		if (event.getType() == EventType.NodeDeleted) {
			String name = ZkPaths.name(event.getPath());
			Grant mine = this.looking;
			ZkHandle handle = (mine != null && !mine.name().equals(name)) ? this.viewer.certainHandle(mine) : null;
			if (mine != null && handle != null) {
				look(handle, mine);
			}
			else {
				this.loop.execute(() -> this.viewer.deleted(name));
			}
		}
		else if (event.getType() != EventType.None) {
			this.loop.execute(this.viewer::changed);
		}
	}

	/**
	 * Is told what a look shows.
	 */
	interface Viewer {

		/**
		 * The contender's znode exists, or another one of that name.
		 * @param mine the contender's znode
		 * @param stat what is there
		 */
		void seen(Grant mine, Stat stat);

		/**
		 * The queue was listed.
		 * @param mine the contender's znode
		 * @param turn its turn
		 */
		void placed(Grant mine, Turn turn);

		/**
		 * A znode that was watched is gone.
		 * @param name its name
		 */
		void deleted(String name);

		/**
		 * The handle for a look that a turn may follow at once. From any thread.
		 * @param mine the contender's znode
		 * @return the handle, {@code null} when more is to be done first
		 */
		@Nullable ZkHandle certainHandle(Grant mine);

		/**
		 * Something else has changed: it is time to look again.
		 */
		void changed();

	}

}
