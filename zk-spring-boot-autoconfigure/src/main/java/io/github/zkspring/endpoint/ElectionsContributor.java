package io.github.zkspring.endpoint;

import java.util.List;

import io.github.zkspring.leader.LeaderElection;
import io.github.zkspring.leader.LeaderElections;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;

/**
 * The part {@code elections}. A leader can be told to resign: it gives its leadership up
 * in good order and stands at the end of the queue then.
 *
 * @since 0.1.0
 */
@RegisterReflectionForBinding(ElectionDescriptor.class)
public class ElectionsContributor implements ZkEndpointContributor {

	private final LeaderElections elections;

	/**
	 * Create the part.
	 * @param elections the elections to tell about
	 */
	public ElectionsContributor(LeaderElections elections) {
		this.elections = elections;
	}

	@Override
	public String key() {
		return "elections";
	}

	@Override
	public List<ElectionDescriptor> describe() {
		return this.elections.elections().stream().map(this::describe).toList();
	}

	@Override
	public @Nullable ElectionDescriptor item(String name) {
		LeaderElection election = find(name);
		return (election != null) ? describe(election) : null;
	}

	// election(name) would join one
	private @Nullable LeaderElection find(String name) {
		return this.elections.elections()
			.stream()
			.filter((election) -> election.name().equals(name))
			.findFirst()
			.orElse(null);
	}

	private ElectionDescriptor describe(LeaderElection election) {
		return ElectionDescriptor.of(election, this.elections.id());
	}

	@Override
	public void act(String name, String action) {
		if (!"resign".equalsIgnoreCase(action)) {
			throw new IllegalArgumentException("the action is resign");
		}
		LeaderElection election = find(name);
		// who resigned on the application's own word is not to be brought back
		if (election == null || !election.isLeader()) {
			throw new IllegalStateException("this instance does not lead");
		}
		election.resign();
		election.rejoin();
	}

}
