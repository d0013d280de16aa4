package io.github.zkspring.template;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.github.zkspring.client.ZnodeNotFoundException;
import io.github.zkspring.client.ZnodeVersionException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;

/**
 * Reads, changes and writes a payload until no other client is faster. Continues on the
 * executor of the template's futures.
 *
 * @param <T> the type of the payload
 * @param template reads and writes
 * @param path the znode
 * @param type the type of the payload
 * @param change what to do with it
 */
record Update<T>(AsyncZkTemplate template, String path, ParameterizedTypeReference<T> type,
		Function<@Nullable T, @Nullable T> change) {

	CompletableFuture<Znode<T>> begin() {
		CompletableFuture<Znode<T>> whole = new CompletableFuture<>();
		round(whole, 1);
		return whole;
	}

	private void round(CompletableFuture<Znode<T>> whole, int round) {
		CompletableFuture<Znode<T>> part = Futures.then(this.template.get(this.path, this.type),
				(found) -> write(found.orElseThrow(() -> new ZnodeNotFoundException(this.path, null))));
		whole.whenComplete((result, ex) -> part.cancel(false));
		part.whenComplete((znode, ex) -> {
			if (ex == null) {
				whole.complete(znode);
			}
			else if (ex instanceof ZnodeVersionException && round < Operations.UPDATE_ROUNDS && !whole.isDone()) {
				round(whole, round + 1);
			}
			else {
				whole.completeExceptionally(ex);
			}
		});
	}

	private CompletableFuture<Znode<T>> write(Znode<T> present) {
		T next = this.change.apply(present.payload());
		return Futures.then(this.template.compareAndSet(this.path, next, present.stat().getVersion()),
				(stat) -> CompletableFuture.completedFuture(new Znode<>(this.path, next, stat)));
	}

}
