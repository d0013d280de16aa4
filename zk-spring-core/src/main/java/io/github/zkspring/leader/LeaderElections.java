package io.github.zkspring.leader;

import java.util.List;

/**
 * The elections this application takes part in.
 *
 * @since 0.1.0
 */
public interface LeaderElections {

	/**
	 * Return the election of that name. The first call for a name joins it; until the
	 * application context has started, joining waits for the start.
	 * @param name the name of the election, one path segment
	 * @return the one election of that name
	 * @throws IllegalArgumentException when the name is not one path segment
	 */
	LeaderElection election(String name);

	/**
	 * The elections that somebody has asked for, among them those of all guarded methods
	 * and handlers.
	 * @return the elections, by name
	 */
	List<LeaderElection> elections();

	/**
	 * The id under which this instance takes part: {@code zk.leader.id}.
	 * @return the id
	 */
	String id();

}
