package io.github.zkspring.leader;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.github.zkspring.contender.Contender;
import org.jspecify.annotations.Nullable;

/**
 * Joins and leaves the queue of an election. This instance participates between the start
 * and the stop of the application, except between {@link #resign()} and {@link #rejoin()}
 * and while it is not fit to lead.
 */
class ElectionParticipation {

	private final Executor loop;

	private final Supplier<Contender> join;

	private final Supplier<CompletableFuture<Void>> giveUp;

	private final BooleanSupplier fit;

	private @Nullable Contender contender;

	private CompletableFuture<Void> left = CompletableFuture.completedFuture(null);

	private boolean resigned;

	private boolean started;

	private volatile boolean leaving;

	/**
	 * Creates a participation that has not started.
	 * @param loop runs {@code join}
	 * @param join joins the queue
	 * @param giveUp gives up a leadership before the queue is left
	 * @param fit whether this instance is fit to lead
	 */
	ElectionParticipation(Executor loop, Supplier<Contender> join, Supplier<CompletableFuture<Void>> giveUp,
			BooleanSupplier fit) {
		this.loop = loop;
		this.join = join;
		this.giveUp = giveUp;
		this.fit = fit;
	}

	/**
	 * Tests whether this instance is leaving the queue, so that a new grant is ignored.
	 * @return {@code true} until the queue is left
	 */
	boolean isLeaving() {
		return this.leaving;
	}

	synchronized void start() {
		this.started = true;
		this.loop.execute(this::join);
	}

	synchronized void rejoin() {
		this.resigned = false;
		this.loop.execute(this::join);
	}

	/**
	 * Joins or leaves after a possible change of the fitness of this instance.
	 */
	void fitnessChanged() {
		if (this.fit.getAsBoolean()) {
			this.loop.execute(this::join);
		}
		else {
			leave(() -> {
			});
		}
	}

	private synchronized void join() {
		if (this.resigned || !this.started || this.contender != null || !this.fit.getAsBoolean()) {
			return;
		}
		if (this.leaving) {
			this.left.thenRun(this::join);
			return;
		}
		this.contender = this.join.get();
	}

	CompletableFuture<Void> resign() {
		return leave(() -> this.resigned = true).left();
	}

	Departure stop() {
		return leave(() -> this.started = false);
	}

	// withdraw() may run tasks of the event loop on this thread, so it is called without
	// the monitor
	private Departure leave(Runnable change) {
		Contender leaver;
		CompletableFuture<Void> completion;
		synchronized (this) {
			change.run();
			leaver = this.contender;
			if (leaver == null) {
				return new Departure(this.left, this.left);
			}
			this.contender = null;
			this.leaving = true;
			completion = new CompletableFuture<>();
			this.left = completion;
		}
		CompletableFuture<Void> gaveUp = this.giveUp.get();
		gaveUp.thenCompose((done) -> leaver.withdraw()).thenRun(() -> {
			this.leaving = false;
			completion.complete(null);
		});
		return new Departure(gaveUp, completion);
	}

	/**
	 * The two steps of leaving an election.
	 *
	 * @param gaveUp completes when the leadership has ended and the handlers of the
	 * revocation have returned, or their time is over
	 * @param left completes when no znode is left in the queue
	 */
	record Departure(CompletableFuture<Void> gaveUp, CompletableFuture<Void> left) {

	}

}
