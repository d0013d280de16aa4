package io.github.zkspring.discovery;

import java.util.Optional;

/**
 * The record of this application among the instances of its service, with
 * {@code zk.discovery.register=true}.
 *
 * <p>
 * It is written when the web server listens and the application accepts traffic, and says
 * {@code OUT_OF_SERVICE} while the application refuses traffic (Spring Boot's readiness).
 * A lost connection leaves it as it is. It is written anew after an expired session, in
 * the place of the one that the old session left, and after somebody has deleted or
 * changed it. A record of the same id that belongs to somebody else's session is never
 * replaced; it is waited for. When the application closes the record goes first, then
 * {@code zk.discovery.drain} passes, then the web server stops.
 *
 * <p>
 * All methods answer from memory, from any thread.
 *
 * @since 0.1.0
 */
public interface ServiceRegistration {

	/**
	 * What the record says, or will say.
	 * @return the instance, empty while this application is not to be called
	 */
	Optional<ServiceInstance> instance();

	/**
	 * Whether the record is there, by the last word of a server.
	 * @return {@code true} from the answer of the server that wrote it until it is
	 * deleted, or the session has ended
	 */
	boolean isRegistered();

	/**
	 * Why the record is not there, or not up to date.
	 * @return a sentence, empty while all is well or nothing is to be written yet
	 */
	Optional<String> problem();

}
