/**
 * Watches: methods and callbacks that receive the newest state of znodes. Applications
 * use the annotations, {@code ZkWatches} and {@code ZkWatchRegistry} of this package;
 * {@code watch.method} turns annotated methods into watches, and {@code watch.delivery}
 * delivers states. {@code method} depends on {@code delivery}, and both depend on this
 * package.
 *
 * <p>
 * The route of one change from ZooKeeper to an annotated method:
 * <ol>
 * <li>{@code StateRegistry.process} receives the event of the ZooKeeper watch and
 * schedules a read; further events until the answer do not cause another.</li>
 * <li>{@code ReadSender.send} reads the znode.</li>
 * <li>{@code MirroredState.received} compares the state that was read with the known
 * state, and passes a new one to the listeners of the path.</li>
 * <li>{@code LatestState.changed} replaces the pending state of the watch.</li>
 * <li>{@code DefaultZkWatch.received} signals its delivery task, or begins the settle
 * time.</li>
 * <li>{@code DeliveryExecutor.execute} runs the task on the executor of the watches.</li>
 * <li>{@code DefaultZkWatch.deliver} takes the pending state and creates the event, which
 * decodes the payload.</li>
 * <li>{@code WatchInvoker.invoke} invokes the target and passes failures to the error
 * handler.</li>
 * <li>{@code MethodTarget.invoke} resolves the arguments, and
 * {@code BeanMethodInvoker.invoke} calls the method through the proxy of its bean.</li>
 * </ol>
 */
@NullMarked
package io.github.zkspring.watch;

import org.jspecify.annotations.NullMarked;
