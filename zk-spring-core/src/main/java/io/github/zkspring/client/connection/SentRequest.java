package io.github.zkspring.client.connection;

import java.util.List;
import java.util.Objects;

import org.apache.jute.Record;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.proto.CreateRequest;
import org.apache.zookeeper.proto.CreateTTLRequest;
import org.apache.zookeeper.proto.SetDataRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way that somebody wants to hear of.
 *
 * @param operation what is asked for
 * @param bytes the payload that is sent
 * @param begin when it was sent, by the monotonic clock
 * @param listener is told of the end
 */
record SentRequest(String operation, long bytes, long begin, RequestListener listener) {

	static SentRequest now(String operation, long bytes, RequestListener listener) {
		return new SentRequest(operation, bytes, System.nanoTime(), listener);
	}

	void answered(int rc, long received) {
		Code code = Objects.requireNonNullElse(Code.get(rc), Code.SYSTEMERROR);
		this.listener.completed(this.operation, code, System.nanoTime() - this.begin,
				new RequestListener.Bytes(this.bytes, received));
	}

	static int length(byte @Nullable [] data) {
		return (data != null) ? data.length : 0;
	}

	static long length(Iterable<Op> operations) {
		long length = 0;
		for (Op operation : operations) {
			length += length(operation.toRequestRecord());
		}
		return length;
	}

	private static int length(Record request) {
		if (request instanceof CreateRequest create) {
			return length(create.getData());
		}
		if (request instanceof CreateTTLRequest create) {
			return length(create.getData());
		}
		return (request instanceof SetDataRequest write) ? length(write.getData()) : 0;
	}

	static long received(@Nullable List<OpResult> results) {
		long length = 0;
		for (OpResult result : (results != null) ? results : List.<OpResult>of()) {
			length += (result instanceof OpResult.GetDataResult read) ? length(read.getData()) : 0;
		}
		return length;
	}

}
