package io.github.zkspring.endpoint;

import java.util.List;

import io.github.zkspring.leader.LeaderElection;
import io.github.zkspring.leader.LeaderElections;
import io.github.zkspring.leader.Leadership;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The part {@code elections}. A leader can be told to resign: it gives its leadership up
 * in good order and stands at the end of the queue then.
 *
 * @since 0.1.0
 */
@RegisterReflectionForBinding(ElectionsContributor.ElectionDescriptor.class)
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

	/**
	 * An election, seen from this instance.
	 *
	 * @param name its name
	 * @param id the id of this instance
	 * @param state what this instance is there
	 * @param leader the id of the leader, as last seen
	 * @param participants the ids of all that take part, the leader's first; {@code null}
	 * while they are not known, for they are asked for with the first look
	 * @param token the fencing token, of the leader alone
	 * @param problem what keeps this instance from taking part
	 */
	public record ElectionDescriptor(String name, String id, State state, @Nullable String leader,
			@Nullable List<String> participants, @Nullable String token,
			@Nullable String problem) implements OperationResponseBody {

		static ElectionDescriptor of(LeaderElection election, String id) {
			List<String> participants = election.participants();
			Leadership leadership = election.leadership().orElse(null);
			String problem = election.problem().orElse(null);
			State state = State.FOLLOWER;
			if (leadership != null) {
				state = State.LEADER;
			}
			else if (problem != null) {
				state = State.REFUSED;
			}
			else if (!participants.isEmpty() && !participants.contains(id)) {
				state = State.ABSENT;
			}
			return new ElectionDescriptor(election.name(), id, state, election.leaderId().orElse(null),
					participants.isEmpty() ? null : participants,
					(leadership != null) ? ZkEndpoint.hex(leadership.token().value()) : null, problem);
		}

		/**
		 * What an instance is in an election.
		 */
		public enum State {

			/**
			 * It leads.
			 */
			LEADER,

			/**
			 * It takes part, or is about to.
			 */
			FOLLOWER,

			/**
			 * The servers refuse its place in the queue.
			 */
			REFUSED,

			/**
			 * It is not among the participants: it resigned, or is not fit to lead.
			 */
			ABSENT

		}

	}

}
