package io.github.zkspring.leader;

import io.github.zkspring.client.ZkException;

/**
 * This instance does not lead the election.
 *
 * @since 0.1.0
 */
public class NotLeaderException extends ZkException {

	private final String election;

	/**
	 * Create an exception.
	 * @param election the name of the election
	 */
	public NotLeaderException(String election) {
		super("This instance does not lead the election '%s'".formatted(election));
		this.election = election;
	}

	/**
	 * The election that another instance leads, or none.
	 * @return its name
	 */
	public String getElection() {
		return this.election;
	}

}
