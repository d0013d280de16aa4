package io.github.zkspring.leader;

import io.github.zkspring.client.ZkException;

/**
 * Thrown when this instance does not lead an election.
 *
 * @since 0.1.0
 */
public class NotLeaderException extends ZkException {

	private final String election;

	/**
	 * Creates the exception.
	 * @param election the name of the election
	 */
	public NotLeaderException(String election) {
		super("This instance does not lead the election '%s'".formatted(election));
		this.election = election;
	}

	/**
	 * Returns the election that this instance does not lead.
	 * @return the name of the election
	 */
	public String getElection() {
		return this.election;
	}

}
