/**
 * Engine: queues of ephemeral sequential znodes that decide which contenders hold a
 * grant. Elections, locks and semaphores are built on it. Public to the features of this
 * project only; not an API for applications.
 * <p>
 * The life of one contender, all of it on the event loop:
 * <ol>
 * <li>{@code Contenders.join} registers the contender. As soon as there is a connection
 * {@code Contender.proceed} sends the next request; after a refusal {@code QueueRequests}
 * calls it again, with growing delays.</li>
 * <li>{@code ContenderNodeCreator.create} creates the znode, and {@code Contender.join}
 * sends a listing of the queue directly behind it. When the answer is lost
 * {@code ContenderNodeCreator.search} determines the outcome first.</li>
 * <li>{@code ContenderNode.listed} computes the {@code QueuePosition}, and
 * {@code ContenderNodes.watchBlockers} watches the znodes that the
 * {@code AdmissionPolicy} names as blockers.</li>
 * <li>{@code ContenderNodes.process} receives the deletion of a blocker;
 * {@code ContenderNode.blockerDeleted} updates the position. A blocker of the same
 * process notifies its waiters directly ({@code ContenderNode.release}).</li>
 * <li>{@code Contender.positionKnown} grants the admitted contender as soon as its
 * session is certain, and calls {@code Contender.Listener.granted}.</li>
 * <li>The end of the lease revokes the grant ({@code Contender.leaseEnded}); it is
 * granted again when the same session is certain. The deletion of the znode by another
 * client, or a new session, ends the grant, and the contender joins the end of the queue
 * ({@code Contender.nodeDeleted}, {@code Contender.connected}). A contender that
 * registered for one grant withdraws instead once it has held it.</li>
 * <li>{@code Contender.withdraw} ends the grant, lets waiters of this process move up,
 * and deletes the znode. It retries until a server has confirmed that no znode is
 * left.</li>
 * </ol>
 */
@NullMarked
package io.github.zkspring.contender;

import org.jspecify.annotations.NullMarked;
