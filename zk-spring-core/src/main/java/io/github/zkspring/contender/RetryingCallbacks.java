package io.github.zkspring.contender;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.github.zkspring.client.support.ZkEventLoop;
import org.apache.zookeeper.KeeperException.Code;

import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Wraps the callbacks of a contender's requests. Answers of an earlier connection are
 * ignored. After a refusal the contender is asked to continue, with growing delays.
 * Confined to the event loop.
 */
class RetryingCallbacks {

	private static final ExponentialBackOff BACK_OFF = backOff();

	private final ZkEventLoop loop;

	private final Consumer<Code> refused;

	private final Runnable retry;

	private BackOffExecution delays = BACK_OFF.start();

	private int generation;

	private boolean waiting;

	/**
	 * Creates the callbacks of a contender.
	 * @param loop schedules the retries
	 * @param refused receives the code of every refusal
	 * @param retry continues after the delay
	 */
	RetryingCallbacks(ZkEventLoop loop, Consumer<Code> refused, Runnable retry) {
		this.loop = loop;
		this.refused = refused;
		this.retry = retry;
	}

	private static ExponentialBackOff backOff() {
		ExponentialBackOff backOff = new ExponentialBackOff(1000, 2);
		backOff.setMaxInterval(30_000);
		return backOff;
	}

	/**
	 * Ignores all outstanding answers and retries: the connection has changed.
	 */
	void reset() {
		this.generation++;
		this.waiting = false;
		succeeded();
	}

	/**
	 * Starts again with the shortest delay.
	 */
	void succeeded() {
		this.delays = BACK_OFF.start();
	}

	/**
	 * Wraps the action that follows a successful request.
	 * @param next the action
	 * @return the callback
	 */
	Consumer<Code> then(Runnable next) {
		int sent = this.generation;
		return (code) -> answered(sent, code, next);
	}

	/**
	 * Wraps the action that follows a listing. The listing of a missing queue is empty.
	 * @param next receives the names
	 * @return the callback
	 */
	BiConsumer<Code, List<String>> thenAccept(Consumer<List<String>> next) {
		int sent = this.generation;
		return (code, names) -> answered(sent, (code == Code.NONODE) ? Code.OK : code, () -> next.accept(names));
	}

	private void answered(int sent, Code code, Runnable next) {
		if (sent != this.generation) {
			return;
		}
		switch (code) {
			case OK -> next.run();
			// the contender continues with the next connection
			case CONNECTIONLOSS, SESSIONEXPIRED, SESSIONMOVED -> {
			}
			default -> retryLater(sent, code);
		}
	}

	// a contender sends its requests in pairs: one retry for both
	private void retryLater(int sent, Code code) {
		if (!this.waiting) {
			this.waiting = true;
			this.refused.accept(code);
			this.loop.schedule(() -> answered(sent, Code.OK, this::retryNow),
					Duration.ofMillis(this.delays.nextBackOff()));
		}
	}

	private void retryNow() {
		this.waiting = false;
		this.retry.run();
	}

}
