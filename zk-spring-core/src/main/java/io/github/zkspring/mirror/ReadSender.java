package io.github.zkspring.mirror;

import java.util.ArrayList;
import java.util.List;

import io.github.zkspring.client.connection.Codes;
import io.github.zkspring.client.connection.ZkHandle;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.jspecify.annotations.Nullable;

/**
 * Sends reads and takes their answers to them, on ZooKeeper's event thread. Answers of an
 * earlier connection are dropped: everything is read again then.
 */
class ReadSender {

	private static final Log logger = LogFactory.getLog(ReadSender.class);

	private final MirrorLink link;

	private final ReadQueue queue;

	ReadSender(MirrorLink link, ReadQueue queue) {
		this.link = link;
		this.queue = queue;
	}

	/**
	 * Send a read alone.
	 * @param handle the handle to send with
	 * @param read the read
	 * @param asksSize whether an unknown size is to be asked for first
	 * @param over called first with the answer
	 */
	void send(ZkHandle handle, PendingRead read, boolean asksSize, Runnable over) {
		int sent = this.link.generation();
		read.send(new ReadRequest(handle.requests(), this.link.serverPath(read.path()), this.link.watcher(), this.queue,
				(rc, answer, action) -> {
					synchronized (this.link) {
						if (sent == this.link.generation()) {
							over.run();
							boolean unread = answer == null && Codes.of(rc) == Code.OK;
							settle(read, unread ? Code.CONNECTIONLOSS : Codes.of(rc), action);
							this.queue.answered();
						}
					}
				}), asksSize);
	}

	/**
	 * Send several reads in one request.
	 * @param handle the handle to send with
	 * @param reads the reads
	 * @param over called first with the answer
	 */
	void send(ZkHandle handle, List<PendingRead> reads, Runnable over) {
		int sent = this.link.generation();
		List<Op> ops = new ArrayList<>(reads.size());
		reads.forEach((read) -> ops.add(read.op(this.link.serverPath(read.path()))));
		handle.requests().multi(ops, (rc, path, context, results) -> {
			synchronized (this.link) {
				if (sent == this.link.generation()) {
					over.run();
					if (results != null) {
						this.queue.refill();
					}
					answered(reads, Codes.of(rc), results);
					this.queue.answered();
				}
			}
		}, null);
	}

	// the code of a batch is that of its first failed part: the parts have their own
	private void answered(List<PendingRead> reads, Code code, @Nullable List<OpResult> results) {
		if (code == Code.UNIMPLEMENTED || code == Code.MARSHALLINGERROR) {
			this.link.withoutBatches();
			reads.forEach((read) -> settle(read, Code.OK, () -> read.lost(false)));
			return;
		}
		for (int index = 0; index < reads.size(); index++) {
			PendingRead read = reads.get(index);
			OpResult result = (results != null && index < results.size()) ? results.get(index) : null;
			if (result == null) {
				boolean unread = code == Code.OK || code == Code.NONODE;
				settle(read, unread ? Code.CONNECTIONLOSS : code, () -> read.lost(true));
			}
			else {
				Code part = (result instanceof OpResult.ErrorResult error) ? Codes.of(error.getErr()) : Code.OK;
				settle(read, part, () -> read.batched(result, this.queue));
			}
		}
	}

	private void settle(PendingRead read, Code code, Runnable action) {
		switch (code) {
			case OK, NONODE -> take(read, action);
			case CONNECTIONLOSS, SESSIONEXPIRED, SESSIONMOVED -> {
				this.link.suspend();
				read.lost(true);
			}
			default -> read.refused(code, this.queue);
		}
		if (read.end()) {
			this.queue.add(read);
		}
	}

	// one listener that throws must not stop the reads of others
	private static void take(PendingRead read, Runnable action) {
		try {
			action.run();
		}
		catch (RuntimeException ex) {
			logger.error("The state of '" + read.path() + "' was not taken", ex);
		}
	}

}
