package io.github.zkspring.guard;

/**
 * Something that is held, and in whose name bodies run.
 */
public interface Holding {

	/**
	 * Whether somebody waits for the end of the bodies.
	 * @return {@code true} when {@link #bodyLeft()} is to be called
	 */
	boolean isEnding();

	/**
	 * A body that ran in this name has been left.
	 */
	void bodyLeft();

	/**
	 * A body that ran in this name has been interrupted: the right to run has ended. The
	 * caller holds a lock.
	 */
	default void bodyInterrupted() {
	}

}
