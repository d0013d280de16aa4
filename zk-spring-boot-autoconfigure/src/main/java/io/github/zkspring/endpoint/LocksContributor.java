package io.github.zkspring.endpoint;

import java.util.Comparator;
import java.util.List;

import io.github.zkspring.lock.LockMode;
import io.github.zkspring.lock.QueueLockTemplate;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;

/**
 * {@link ZkEndpointContributor} for the part {@code locks}: the locks that this instance
 * holds.
 *
 * @since 0.1.0
 */
@RegisterReflectionForBinding(LocksContributor.LockDescriptor.class)
public class LocksContributor implements ZkEndpointContributor {

	private final QueueLockTemplate locks;

	/**
	 * Creates the contributor.
	 * @param locks the lock template
	 */
	public LocksContributor(QueueLockTemplate locks) {
		this.locks = locks;
	}

	@Override
	public String key() {
		return "locks";
	}

	@Override
	public List<LockDescriptor> describe() {
		return this.locks.held()
			.stream()
			.map((lock) -> new LockDescriptor(lock.name(), lock.mode(), ZkEndpoint.hex(lock.token().value())))
			.sorted(Comparator.comparing(LockDescriptor::name).thenComparing(LockDescriptor::token))
			.toList();
	}

	/**
	 * A held lock.
	 *
	 * @param name the name of the lock
	 * @param mode exclusive or shared
	 * @param token the fencing token
	 */
	public record LockDescriptor(String name, LockMode mode, String token) {

	}

}
