package io.github.zkspring.client.startup;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.github.zkspring.client.ZkSessionStateEvent;
import io.github.zkspring.client.connection.CuratorSession;
import io.github.zkspring.client.support.Backoff;
import io.github.zkspring.client.support.ZkThreads;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Prepares chroot and namespace after the first connection, on the thread
 * {@code zk-startup}, and retries with growing delays until they exist or the client is
 * closed.
 */
class BackgroundPreparation implements Runnable {

	private static final Log logger = LogFactory.getLog(BackgroundPreparation.class);

	private static final Duration REMINDER = Duration.ofMinutes(1);

	private final CuratorSession session;

	private final RootPathInitializer preparation;

	private final Backoff backoff = new Backoff();

	BackgroundPreparation(CuratorSession session, RootPathInitializer preparation) {
		this.session = session;
		this.preparation = preparation;
	}

	void start() {
		ZkThreads.single("zk-startup").newThread(this).start();
	}

	@Override
	public void run() {
		try {
			while (isOpen()) {
				if (this.session.awaitConnection(REMINDER)) {
					if (prepare()) {
						return;
					}
					pause();
				}
				else if (isOpen()) {
					logger.info("Still no session with ZooKeeper (" + this.session.state() + "), trying to connect");
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void pause() throws InterruptedException {
		CountDownLatch over = new CountDownLatch(1);
		Consumer<ZkSessionStateEvent> listener = (event) -> over.countDown();
		this.session.addStateListener(listener);
		try {
			over.await(this.backoff.next().toMillis(), TimeUnit.MILLISECONDS);
		}
		finally {
			this.session.removeStateListener(listener);
		}
	}

	private boolean prepare() {
		try {
			this.preparation.run();
			return true;
		}
		catch (Exception ex) {
			if (isOpen()) {
				logger.error("Failed to prepare chroot and namespace, trying again: " + ex.getMessage(), ex);
			}
			return false;
		}
	}

	private boolean isOpen() {
		return !this.session.isOver();
	}

}
