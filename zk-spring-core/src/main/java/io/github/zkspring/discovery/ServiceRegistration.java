package io.github.zkspring.discovery;

import java.util.Optional;

/**
 * The registration of this application as an instance of its service, enabled by
 * {@code zk.discovery.register=true}.
 *
 * <p>
 * The record is written once the web server listens and the application accepts traffic.
 * Its status is {@code OUT_OF_SERVICE} while the application refuses traffic (Spring
 * Boot's readiness state). A lost connection does not affect it. After session loss it
 * atomically replaces the record of the expired session, and it is restored if another
 * client deletes or changes it. A record with the same id that belongs to the session of
 * another client is never replaced; the registration waits for the end of that session.
 * When the application closes, it removes the record first, then waits for
 * {@code zk.discovery.drain}, then stops the web server.
 *
 * <p>
 * All methods answer from memory and may be called from any thread.
 *
 * @since 0.1.0
 */
public interface ServiceRegistration {

	/**
	 * Returns the instance as described by the record, which may not be written yet.
	 * @return the instance, or empty while the application is not to be registered
	 */
	Optional<ServiceInstance> instance();

	/**
	 * Returns whether the record exists, according to the last answer of a server.
	 * @return {@code true} from the successful write until the record is deleted or the
	 * session ends
	 */
	boolean isRegistered();

	/**
	 * Return why the record is missing or outdated.
	 * @return a description of the problem, or empty if there is none
	 */
	Optional<String> problem();

}
