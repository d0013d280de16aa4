package io.github.zkspring.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.ZnodeNotEmptyException;
import io.github.zkspring.client.ZnodeNotFoundException;
import io.github.zkspring.client.connection.Deadline;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZnodeRequests;

/**
 * Deletes a znode and all its descendants, level by level and the deepest level first.
 * Znodes that vanish meanwhile count as deleted; znodes created meanwhile are deleted in
 * another round.
 */
final class RecursiveDelete {

	private static final int ROUNDS = 10;

	private final Operations operations;

	private final ZnodeOperations znodes;

	private final Deadline deadline;

	RecursiveDelete(Operations operations, ZkConnection connection) {
		this.operations = operations;
		this.znodes = new ZnodeOperations(connection);
		this.deadline = operations.deadline();
	}

	CompletableFuture<Boolean> delete(String root) {
		return round(root, 1);
	}

	private CompletableFuture<Boolean> round(String root, int round) {
		List<List<String>> levels = new ArrayList<>();
		CompletableFuture<Boolean> deleted = Futures.then(list(List.of(root), levels),
				(listed) -> delete(levels, levels.size() - 1));
		return (round == ROUNDS) ? deleted
				: Futures.recover(deleted, ZnodeNotEmptyException.class, () -> round(root, round + 1));
	}

	private CompletableFuture<Boolean> list(List<String> level, List<List<String>> levels) {
		if (level.isEmpty()) {
			return CompletableFuture.completedFuture(true);
		}
		levels.add(level);
		Queue<String> below = new ConcurrentLinkedQueue<>();
		CompletableFuture<Boolean> listed = Futures.forEach(level, (path) -> unlessGone(
				Futures.then(this.operations.submit(this.znodes.children(path), this.deadline), (names) -> {
					names.forEach((name) -> below.add(ZkPaths.join(path, name)));
					return CompletableFuture.completedFuture(true);
				})));
		return Futures.then(listed, (done) -> list(List.copyOf(below), levels));
	}

	private CompletableFuture<Boolean> delete(List<List<String>> levels, int index) {
		if (index < 0) {
			return CompletableFuture.completedFuture(true);
		}
		CompletableFuture<Boolean> level = Futures.forEach(levels.get(index), (path) -> unlessGone(
				this.operations.submit(this.znodes.delete(path, ZnodeRequests.ANY), this.deadline)));
		return Futures.then(level, (done) -> delete(levels, index - 1));
	}

	private static CompletableFuture<Boolean> unlessGone(CompletableFuture<Boolean> part) {
		return Futures.recover(part, ZnodeNotFoundException.class, () -> CompletableFuture.completedFuture(true));
	}

}
