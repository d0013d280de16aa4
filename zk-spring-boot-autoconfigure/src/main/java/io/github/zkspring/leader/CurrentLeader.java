package io.github.zkspring.leader;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.zkspring.client.EngineLoop;
import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.contender.Contenders;
import io.github.zkspring.mirror.ChildrenSnapshot;
import io.github.zkspring.mirror.Mirror;
import io.github.zkspring.mirror.MirrorListener;
import io.github.zkspring.mirror.MirrorSubscription;
import io.github.zkspring.mirror.ZnodeSnapshot;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Who leads an election, as the queue shows it: the id that the first contender has
 * written into its znode. State belongs to the engine loop; reading it is free.
 */
class CurrentLeader implements MirrorListener<ChildrenSnapshot> {

	private static final Log logger = LogFactory.getLog(CurrentLeader.class);

	private final String queue;

	private final Mirror mirror;

	private final EngineLoop loop;

	private @Nullable String first;

	private @Nullable MirrorSubscription subscription;

	private volatile @Nullable String id;

	CurrentLeader(String queue, Mirror mirror, EngineLoop loop) {
		this.queue = queue;
		this.mirror = mirror;
		this.loop = loop;
	}

	MirrorSubscription open() {
		return this.mirror.children(this.queue, this);
	}

	@Nullable String id() {
		return this.id;
	}

	@Override
	public void changed(ChildrenSnapshot snapshot) {
		this.loop.execute(() -> {
			List<String> contenders = Contenders.inOrder(snapshot.names());
			follow(contenders.isEmpty() ? null : contenders.get(0));
		});
	}

	private void follow(@Nullable String name) {
		if (name != null && name.equals(this.first)) {
			return;
		}
		if (this.subscription != null) {
			this.subscription.close();
			this.subscription = null;
		}
		this.first = name;
		this.id = null;
		if (name != null) {
			this.subscription = this.mirror.data(ZkPaths.child(this.queue, name), new Reader(name));
		}
	}

	@Override
	public void failed(String path, Exception ex) {
		logger.warn("The queue of an election cannot be read: " + ex.getMessage());
	}

	/**
	 * Reads the id of one contender.
	 */
	private final class Reader implements MirrorListener<ZnodeSnapshot> {

		private final String name;

		private Reader(String name) {
			this.name = name;
		}

		@Override
		public void changed(ZnodeSnapshot snapshot) {
			byte[] data = snapshot.data();
			CurrentLeader.this.loop.execute(() -> {
				if (this.name.equals(CurrentLeader.this.first)) {
					CurrentLeader.this.id = (data != null) ? new String(data, StandardCharsets.UTF_8) : null;
				}
			});
		}

		@Override
		public void failed(String path, Exception ex) {
			CurrentLeader.this.failed(path, ex);
		}

	}

}
