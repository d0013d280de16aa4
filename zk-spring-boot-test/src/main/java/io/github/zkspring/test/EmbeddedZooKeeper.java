package io.github.zkspring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.zkspring.autoconfigure.ZkConnectionDetails;
import io.github.zkspring.embedded.EmbeddedZooKeeperServer;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Starts a ZooKeeper server for a test class in the JVM of the tests: on a free port of
 * {@code 127.0.0.1}, with empty data, which is deleted afterwards.
 *
 * <p>
 * <b>In a Spring test</b> the application context holds the server, and the application
 * connects to it regardless of {@code zk.connect-string}:
 *
 * <pre class="code">
 * &#064;SpringBootTest
 * &#064;EmbeddedZooKeeper
 * class PricingTests {
 *
 *     &#064;Autowired
 *     CuratorFramework curator;
 *
 * }
 * </pre>
 *
 * The {@link EmbeddedZooKeeperServer} is a bean, started before the client and closed
 * after it, and a primary {@link ZkConnectionDetails} bean carries its address. It lives
 * as long as its context, which Spring caches: test classes with the same configuration
 * share the context, the server and its data. {@code @DirtiesContext} requests new ones.
 *
 * <p>
 * <b>Without Spring</b> a JUnit Jupiter test class has a server from before its first
 * method until after its last:
 *
 * <pre class="code">
 * &#064;EmbeddedZooKeeper
 * class LeaderTests {
 *
 *     &#064;Test
 *     void elects(EmbeddedZooKeeperServer server) {
 *         connect(server.getConnectString());
 *     }
 *
 * }
 * </pre>
 *
 * <p>
 * <b>Parameters.</b> Constructors, test methods and lifecycle methods may have a
 * parameter of type {@link EmbeddedZooKeeperServer}; in a Spring test it is the server of
 * the context. {@link EmbeddedZooKeeperServer#stop() stop()} and
 * {@link EmbeddedZooKeeperServer#start() start()} make a server restart on the same port
 * with the same data, as clients see it in production.
 *
 * <p>
 * <b>Nested and derived classes.</b> In a Spring test the server belongs to their
 * context. Without Spring {@code @Nested} classes use the server of the enclosing class,
 * unless they are annotated themselves. Subclasses of an annotated class inherit the
 * annotation, and each has its own server. The annotation may be used as a
 * meta-annotation.
 *
 * @since 0.1.0
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(EmbeddedZooKeeperExtension.class)
public @interface EmbeddedZooKeeper {

}
