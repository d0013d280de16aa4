package io.github.zkspring.discovery;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.github.zkspring.client.support.Backoff;
import io.github.zkspring.client.support.ZkEventLoop;
import org.apache.zookeeper.KeeperException.Code;

/**
 * One turn at a time: a turn asks a server something and ends with its answer, or with
 * the connection. What is asked for meanwhile gives one more turn. Belongs to the engine
 * loop.
 */
class Turns {

	private final ZkEventLoop loop;

	private final Runnable turn;

	private final Backoff backoff = new Backoff();

	private int generation;

	private boolean busy;

	private boolean again;

	/**
	 * Create turns.
	 * @param loop where pauses end
	 * @param turn begins a turn
	 */
	Turns(ZkEventLoop loop, Runnable turn) {
		this.loop = loop;
		this.turn = turn;
	}

	/**
	 * Begin a turn, or have one begin after the one that is under way.
	 */
	void ask() {
		this.again = this.busy;
		if (!this.busy) {
			this.busy = true;
			this.turn.run();
		}
	}

	/**
	 * The turn has led nowhere yet: begin another one.
	 */
	void next() {
		this.busy = false;
		ask();
	}

	/**
	 * The turn has led where it should.
	 */
	void end() {
		this.backoff.reset();
		pause();
	}

	/**
	 * There is nothing to be done now.
	 */
	void pause() {
		this.busy = false;
		if (this.again) {
			ask();
		}
	}

	/**
	 * The turn has failed: begin another one after a pause, which grows.
	 */
	void later() {
		int asked = this.generation;
		this.loop.schedule(() -> {
			if (asked == this.generation) {
				ask();
			}
		}, this.backoff.next());
		pause();
	}

	/**
	 * Forget what is on its way: another connection begins, or none is left.
	 */
	void renew() {
		this.generation++;
		this.busy = false;
		this.again = false;
		this.backoff.reset();
	}

	/**
	 * Wrap what follows an answer. Those of an earlier connection are not waited for.
	 * @param next takes the answer
	 * @return takes the answer
	 */
	Consumer<Code> current(Consumer<Code> next) {
		BiConsumer<Code, Boolean> taken = current((code, nothing) -> next.accept(code));
		return (code) -> taken.accept(code, true);
	}

	/**
	 * Wrap what follows an answer with a value.
	 * @param <T> the type of the value
	 * @param next takes the answer
	 * @return takes the answer
	 */
	<T> BiConsumer<Code, T> current(BiConsumer<Code, T> next) {
		int asked = this.generation;
		return (code, value) -> {
			if (asked == this.generation) {
				next.accept(code, value);
			}
		};
	}

}
