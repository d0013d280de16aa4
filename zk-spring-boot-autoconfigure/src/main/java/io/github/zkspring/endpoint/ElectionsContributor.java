package io.github.zkspring.endpoint;

import java.util.List;

import io.github.zkspring.leader.ElectionSnapshot;
import io.github.zkspring.leader.LeaderElection;
import io.github.zkspring.leader.LeaderElections;
import io.github.zkspring.leader.Leadership;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * {@link ZkEndpointContributor} for the part {@code elections}. The action {@code resign}
 * releases leadership in an orderly way and joins the election again at the end of the
 * queue.
 *
 * @since 0.1.0
 */
@RegisterReflectionForBinding(ElectionsContributor.ElectionDescriptor.class)
public class ElectionsContributor implements ZkEndpointContributor {

	private final LeaderElections elections;

	/**
	 * Creates the contributor.
	 * @param elections the elections
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

	// election(name) would join the election
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
			throw new IllegalArgumentException("the only action is resign");
		}
		LeaderElection election = find(name);
		// an election that the application resigned from must not be joined again
		if (election == null || !election.isLeader()) {
			throw new IllegalStateException("this instance does not lead");
		}
		election.resign();
		election.rejoin();
	}

	/**
	 * State of an election.
	 *
	 * @param name the name of the election
	 * @param id the id of this instance
	 * @param state the state of this instance
	 * @param leader the last known id of the leader
	 * @param participants the ids of all participants, the leader first; {@code null}
	 * until the first answer to a request that this call sends
	 * @param token the fencing token, only on the leader
	 * @param problem why this instance cannot participate
	 */
	public record ElectionDescriptor(String name, String id, State state, @Nullable String leader,
			@Nullable List<String> participants, @Nullable String token,
			@Nullable String problem) implements OperationResponseBody {

		static ElectionDescriptor of(LeaderElection election, String id) {
			ElectionSnapshot snapshot = election.snapshot();
			List<String> participants = snapshot.participants();
			Leadership leadership = snapshot.leadership();
			return new ElectionDescriptor(election.name(), id, State.valueOf(snapshot.state().name()),
					snapshot.leaderId(), participants.isEmpty() ? null : participants,
					(leadership != null) ? ZkEndpoint.hex(leadership.token().value()) : null, snapshot.problem());
		}

		/**
		 * States of an instance in an election.
		 */
		public enum State {

			/**
			 * The instance is the leader.
			 */
			LEADER,

			/**
			 * The instance participates or is joining.
			 */
			FOLLOWER,

			/**
			 * The servers reject the contender node.
			 */
			REFUSED,

			/**
			 * The instance does not participate: it resigned or is unhealthy.
			 */
			ABSENT

		}

	}

}
