package io.github.zkspring.mirror;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;

import io.github.zkspring.client.connection.Codes;
import io.github.zkspring.client.connection.RequestSender;
import io.github.zkspring.client.connection.ZkHandle;
import io.github.zkspring.mirror.PendingRead.Operation;
import io.github.zkspring.mirror.PendingRead.Result;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.Watcher;
import org.jspecify.annotations.Nullable;

/**
 * Sends reads and passes their answers on, on ZooKeeper's event thread. Answers of an
 * earlier connection are dropped: everything is read again then.
 */
class ReadSender {

	private static final Log logger = LogFactory.getLog(ReadSender.class);

	private final MirrorConnection connection;

	private final ReadQueue queue;

	ReadSender(MirrorConnection connection, ReadQueue queue) {
		this.connection = connection;
		this.queue = queue;
	}

	/**
	 * Sends a read in a request of its own.
	 * @param handle the handle to send with
	 * @param read the read
	 * @param checkSize whether a stat request precedes the read of an unknown size
	 * @param completed called first with the answer
	 */
	void send(ZkHandle handle, PendingRead read, boolean checkSize, Runnable completed) {
		int generation = this.connection.generation();
		RequestSender requests = handle.requests();
		String path = this.connection.serverPath(read.path());
		Watcher watcher = read.setsWatch() ? this.connection.watcher() : null;
		boolean watch = watcher != null;
		ObjIntConsumer<Result> answer = (result, rc) -> answered(generation, completed, () -> {
			// ZooKeeper reports an answer that it could not read as OK without content,
			// and
			// drops the connection
			boolean unread = Codes.of(rc) == Code.OK && result.stat() == null;
			process(read, unread ? Code.CONNECTIONLOSS : Codes.of(rc), result);
		});
		Operation operation = read.operation(checkSize);
		// only exists sets a watch on a missing znode
		switch (operation) {
			case STAT -> requests.exists(path, watcher,
					(rc, sent, context, stat) -> answer.accept(new Result(operation, stat, null, null, watch), rc));
			case DATA -> requests.getData(path, watcher, (rc, sent, context, data, stat) -> answer
				.accept(new Result(operation, stat, data, null, watch && stat != null), rc));
			case CHILDREN, NAMES -> requests.getChildren(path, watcher, (rc, sent, context, names, stat) -> answer
				.accept(new Result(operation, stat, null, names, watch && stat != null), rc));
		}
	}

	/**
	 * Sends several reads in one request.
	 * @param handle the handle to send with
	 * @param reads the reads
	 * @param checkSize whether a stat request precedes the read of an unknown size
	 * @param completed called first with the answer
	 */
	void sendBatch(ZkHandle handle, List<PendingRead> reads, boolean checkSize, Runnable completed) {
		int generation = this.connection.generation();
		List<Operation> operations = reads.stream().map((read) -> read.operation(checkSize)).toList();
		List<Op> ops = new ArrayList<>(reads.size());
		for (int index = 0; index < reads.size(); index++) {
			String path = this.connection.serverPath(reads.get(index).path());
			ops.add((operations.get(index) == Operation.NAMES) ? Op.getChildren(path) : Op.getData(path));
		}
		handle.requests()
			.multi(ops, (rc, path, context, results) -> answered(generation, completed,
					() -> process(reads, operations, Codes.of(rc), results)));
	}

	private void answered(int generation, Runnable completed, Runnable processing) {
		synchronized (this.connection) {
			if (generation == this.connection.generation()) {
				completed.run();
				processing.run();
				this.queue.answered();
			}
		}
	}

	// the code of a batch is that of its first failed part; each part has its own code
	private void process(List<PendingRead> reads, List<Operation> operations, Code code,
			@Nullable List<OpResult> results) {
		boolean unsupported = code == Code.UNIMPLEMENTED || code == Code.MARSHALLINGERROR;
		if (unsupported) {
			this.connection.withoutBatches();
		}
		for (int index = 0; index < reads.size(); index++) {
			PendingRead read = reads.get(index);
			OpResult part = (results != null && index < results.size()) ? results.get(index) : null;
			if (unsupported) {
				read.lost(false);
				read.end();
			}
			else if (part != null) {
				Code own = (part instanceof OpResult.ErrorResult error) ? Codes.of(error.getErr()) : Code.OK;
				process(read, own, Result.of(operations.get(index), part));
			}
			else {
				boolean unread = code == Code.OK || code == Code.NONODE;
				process(read, unread ? Code.CONNECTIONLOSS : code,
						new Result(operations.get(index), null, null, null, false));
			}
		}
	}

	private void process(PendingRead read, Code code, Result result) {
		try {
			switch (code) {
				case OK, NONODE -> read.received(result);
				case CONNECTIONLOSS, SESSIONEXPIRED, SESSIONMOVED -> {
					this.connection.suspend();
					read.lost(true);
				}
				default -> read.refused(code);
			}
		}
		catch (RuntimeException ex) {
			// a listener that throws must not stop the reads of others
			logger.error("A listener failed on the state of '" + read.path() + "'", ex);
		}
		read.end();
	}

}
