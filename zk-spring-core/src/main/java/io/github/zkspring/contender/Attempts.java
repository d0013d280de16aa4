package io.github.zkspring.contender;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.github.zkspring.client.support.Backoff;
import io.github.zkspring.client.support.ZkEventLoop;
import org.apache.zookeeper.KeeperException.Code;

/**
 * What a contender makes of the answers to its requests: those of an earlier connection
 * are not waited for, and what the server refuses is tried again with growing pauses.
 * Belongs to the engine loop.
 */
class Attempts {

	private final ZkEventLoop loop;

	private final Consumer<Code> refused;

	private final Runnable again;

	private final Backoff backoff = new Backoff();

	private int generation;

	private boolean pausing;

	/**
	 * Create the attempts of a contender.
	 * @param loop where pauses end
	 * @param refused is told about every refusal
	 * @param again goes on after a pause
	 */
	Attempts(ZkEventLoop loop, Consumer<Code> refused, Runnable again) {
		this.loop = loop;
		this.refused = refused;
		this.again = again;
	}

	/**
	 * Forget what is on its way: another connection begins, or none is left.
	 */
	void renew() {
		this.generation++;
		this.pausing = false;
		this.backoff.reset();
	}

	/**
	 * A request has led where it should.
	 */
	void succeeded() {
		this.backoff.reset();
	}

	/**
	 * Wrap what follows an answer.
	 * @param next what to do when the server did as it was asked
	 * @return takes the answer
	 */
	Consumer<Code> then(Runnable next) {
		int asked = this.generation;
		return (code) -> answered(asked, code, next);
	}

	/**
	 * Wrap what follows a list. Where the queue does not exist the list is empty.
	 * @param next takes the list that the server gave
	 * @return takes the answer
	 */
	BiConsumer<Code, List<String>> thenTake(Consumer<List<String>> next) {
		int asked = this.generation;
		return (code, names) -> answered(asked, (code == Code.NONODE) ? Code.OK : code, () -> next.accept(names));
	}

	private void answered(int asked, Code code, Runnable next) {
		if (asked != this.generation) {
			return;
		}
		switch (code) {
			case OK -> next.run();
			// the next connection goes on from here
			case CONNECTIONLOSS, SESSIONEXPIRED, SESSIONMOVED -> {
			}
			default -> pause(asked, code);
		}
	}

	// requests go out in pairs: one pause for both
	private void pause(int asked, Code code) {
		if (!this.pausing) {
			this.pausing = true;
			this.refused.accept(code);
			this.loop.schedule(() -> answered(asked, Code.OK, this::goOn), this.backoff.next());
		}
	}

	private void goOn() {
		this.pausing = false;
		this.again.run();
	}

}
