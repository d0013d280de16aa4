package io.github.zkspring.leader;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.github.zkspring.contender.Contender;
import org.jspecify.annotations.Nullable;

/**
 * Whether this instance stands in the queue of an election: from the start of the
 * application to its stop, but for the time between a resignation and the return, and for
 * the time in which it is not fit to lead.
 */
class Membership {

	private final Executor loop;

	private final Supplier<Contender> enrol;

	private final Supplier<CompletableFuture<Void>> giveUp;

	private final BooleanSupplier fit;

	private @Nullable Contender contender;

	private CompletableFuture<Void> gone = CompletableFuture.completedFuture(null);

	private boolean wanted = true;

	private boolean started;

	private volatile boolean leaving;

	/**
	 * Create a membership that begins with the start.
	 * @param loop where the queue is joined
	 * @param enrol joins the queue
	 * @param giveUp ends what is held in good order, before the place is left
	 * @param fit whether this instance is fit to lead
	 */
	Membership(Executor loop, Supplier<Contender> enrol, Supplier<CompletableFuture<Void>> giveUp,
			BooleanSupplier fit) {
		this.loop = loop;
		this.enrol = enrol;
		this.giveUp = giveUp;
		this.fit = fit;
	}

	/**
	 * Whether what is granted now comes too late.
	 * @return {@code true} until the place is left
	 */
	boolean isLeaving() {
		return this.leaving;
	}

	synchronized void start() {
		this.started = true;
		this.loop.execute(this::join);
	}

	synchronized void rejoin() {
		this.wanted = true;
		this.loop.execute(this::join);
	}

	/**
	 * Join or leave, for whether this instance is fit to lead may have changed.
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
		if (!this.wanted || !this.started || this.contender != null || !this.fit.getAsBoolean()) {
			return;
		}
		if (this.leaving) {
			this.gone.thenRun(this::join);
			return;
		}
		this.contender = this.enrol.get();
	}

	CompletableFuture<Void> resign() {
		return leave(() -> this.wanted = false).gone();
	}

	Departure stop() {
		return leave(() -> this.started = false);
	}

	// the withdrawal may run tasks of the loop at once: not under the lock
	private Departure leave(Runnable change) {
		Contender left;
		CompletableFuture<Void> last;
		synchronized (this) {
			change.run();
			left = this.contender;
			if (left == null) {
				return new Departure(this.gone, this.gone);
			}
			this.contender = null;
			this.leaving = true;
			last = new CompletableFuture<>();
			this.gone = last;
		}
		CompletableFuture<Void> ended = this.giveUp.get();
		ended.thenCompose((done) -> left.withdraw()).thenRun(() -> {
			this.leaving = false;
			last.complete(null);
		});
		return new Departure(ended, last);
	}

	/**
	 * The two steps of leaving.
	 *
	 * @param ended nothing is held any more, and everybody was told
	 * @param gone no znode is left
	 */
	record Departure(CompletableFuture<Void> ended, CompletableFuture<Void> gone) {

	}

}
