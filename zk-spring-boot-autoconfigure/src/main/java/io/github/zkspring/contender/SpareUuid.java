package io.github.zkspring.contender;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * A random UUID that was made before it is needed: making one takes longer than anything
 * else that happens before a contender's create is sent.
 */
class SpareUuid {

	private final AtomicReference<@Nullable UUID> spare = new AtomicReference<>();

	/**
	 * Take a UUID that nobody else gets.
	 * @return the spare one, or one made now
	 */
	UUID take() {
		UUID made = this.spare.getAndSet(null);
		return (made != null) ? made : UUID.randomUUID();
	}

	/**
	 * Make one for the next who needs one.
	 */
	void make() {
		if (this.spare.get() == null) {
			this.spare.set(UUID.randomUUID());
		}
	}

}
