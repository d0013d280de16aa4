package io.github.zkspring.recipe;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import io.github.zkspring.client.connection.Deadline;
import io.github.zkspring.client.connection.Outcome;
import io.github.zkspring.client.connection.ZnodeContent;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.data.Stat;

import org.springframework.util.Assert;

/**
 * The number of permits that stands in the znode of a semaphore, as kazoo writes it.
 *
 * @param path the znode
 * @param permits the number that is asked for
 */
record SemaphoreLimit(String path, int permits) {

	SemaphoreLimit {
		Assert.isTrue(permits > 0, "'permits' must be one at least");
	}

	/**
	 * Compare the number, or store it where there is none.
	 * @param requests sends requests
	 * @param deadline the end of the time
	 * @throws SemaphoreLimitException when it is another one
	 */
	void check(RecipeRequests requests, Deadline deadline) {
		byte[] number = Integer.toString(this.permits).getBytes(StandardCharsets.UTF_8);
		while (true) {
			Optional<ZnodeContent> found = requests.get(this.path, deadline);
			if (found.isPresent() && isWritten(found.get())) {
				compare(found.get().text());
				return;
			}
			Outcome<Stat> outcome = found.isEmpty()
					? requests.create(this.path, number, CreateMode.PERSISTENT, deadline)
					: requests.calls().write(this.path, deadline, requests.znodes().set(this.path, number, 0));
			if (outcome.isDone()) {
				return;
			}
			if (outcome.isLost()) {
				requests.calls().pause(this.path, deadline);
			}
			else if (outcome.code() != Code.NODEEXISTS && outcome.code() != Code.BADVERSION
					&& outcome.code() != Code.NONODE) {
				outcome.orThrow(this.path, "write to");
			}
		}
	}

	// the queue creates a znode without payload where somebody has deleted this one
	private static boolean isWritten(ZnodeContent znode) {
		return znode.data().length > 0 || znode.stat().getVersion() > 0;
	}

	private void compare(String text) {
		long stored;
		try {
			stored = Long.parseLong(text.strip());
		}
		catch (NumberFormatException ex) {
			// somebody uses the payload for something else
			return;
		}
		if (stored != this.permits) {
			throw new SemaphoreLimitException(this.path, stored, this.permits);
		}
	}

}
