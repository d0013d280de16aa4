package io.github.zkspring.leader;

import java.util.List;

/**
 * The elections that this application participates in.
 *
 * @since 0.1.0
 */
public interface LeaderElections {

	/**
	 * Returns the election with the given name. The first call for a name joins the
	 * election, or makes the start of the application context join it.
	 * @param name the name of the election, one path segment
	 * @return the election, the same object for each call
	 * @throws IllegalArgumentException when the name is not one path segment
	 */
	LeaderElection election(String name);

	/**
	 * Returns the elections that were used so far, including the elections of all guarded
	 * methods and handlers.
	 * @return the elections, sorted by name
	 */
	List<LeaderElection> elections();

	/**
	 * Returns the id of this instance, {@code zk.leader.id}.
	 * @return the id
	 */
	String id();

}
