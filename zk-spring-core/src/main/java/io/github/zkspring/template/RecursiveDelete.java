package io.github.zkspring.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.ZnodeNotEmptyException;
import io.github.zkspring.client.ZnodeNotFoundException;
import io.github.zkspring.client.connection.ZnodeOperations;

/**
 * Deletes a znode and all its descendants, level by level and the deepest level first.
 * Znodes that vanish meanwhile count as deleted; znodes created meanwhile are deleted in
 * another round.
 */
final class RecursiveDelete {

	private static final int ROUNDS = 10;

	private final RequestGroup requests;

	private final ZnodeOperations znodes;

	RecursiveDelete(RequestGroup requests, ZnodeOperations znodes) {
		this.requests = requests;
		this.znodes = znodes;
	}

	CompletableFuture<Void> delete(String root) {
		return this.requests.endWith(round(root, 1));
	}

	private CompletableFuture<Void> round(String root, int round) {
		List<List<String>> levels = new ArrayList<>();
		CompletableFuture<Void> deleted = list(List.of(root), levels)
			.thenCompose((listed) -> delete(levels, levels.size() - 1));
		return (round == ROUNDS) ? deleted
				: RequestGroup.retryAfter(ZnodeNotEmptyException.class, deleted, () -> round(root, round + 1));
	}

	private CompletableFuture<Void> list(List<String> level, List<List<String>> levels) {
		if (level.isEmpty()) {
			return CompletableFuture.completedFuture(null);
		}
		levels.add(level);
		Queue<String> below = new ConcurrentLinkedQueue<>();
		return RequestGroup
			.forEach(level, (path) -> this.requests.submit(this.znodes.children(path))
				.thenAccept((names) -> names.orElse(List.of()).forEach((name) -> below.add(ZkPaths.join(path, name)))))
			.thenCompose((listed) -> list(List.copyOf(below), levels));
	}

	private CompletableFuture<Void> delete(List<List<String>> levels, int index) {
		if (index < 0) {
			return CompletableFuture.completedFuture(null);
		}
		return RequestGroup.forEach(levels.get(index), this::deleteUnlessGone)
			.thenCompose((deleted) -> delete(levels, index - 1));
	}

	private CompletableFuture<Boolean> deleteUnlessGone(String path) {
		return RequestGroup.retryAfter(ZnodeNotFoundException.class,
				this.requests.submit(this.znodes.delete(path, ZnodeOperations.ANY)),
				() -> CompletableFuture.completedFuture(true));
	}

}
