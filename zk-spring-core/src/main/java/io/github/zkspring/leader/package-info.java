/**
 * Leader election: of all instances that participate in an election, one leads.
 * <p>
 * The route of one call of a {@link io.github.zkspring.leader.LeaderOnly @LeaderOnly}
 * method. Every step reads memory of this process and none waits:
 * <ol>
 * <li>The caller invokes the Spring proxy of the bean, whose advice
 * {@code LeaderOnlyAnnotationPostProcessor} has added.</li>
 * <li>{@code LeaderOnlyInterceptor.invoke} finds the {@code LeaderOnlyMethod} that was
 * read from the annotation ({@code GuardedMethods.find}).</li>
 * <li>{@code QueueLeaderElections.queueElection} returns the election by its name.</li>
 * <li>{@code QueueLeaderElection.held} returns the {@code HeldLeadership} of the current
 * grant, or {@code null} for a follower.</li>
 * <li>{@code InvocationStack.enter} records the invocation for the current thread, before
 * the check: whoever ends the leadership sees it and interrupts it.</li>
 * <li>{@code HeldLeadership.mayStart} checks that the leadership is not being given up,
 * and asks {@code ZkConnection.isCertain} whether the session of the grant is current and
 * its lease valid.</li>
 * <li>The body runs, enclosed by {@code CallObserver.begin} and
 * {@code Observed.end}.</li>
 * <li>{@code InvocationStack.leave} removes the invocation, clears an interrupt that came
 * too late, and notifies a leadership that is waiting for its bodies
 * ({@code HeldLeadership.invocationEnded}).</li>
 * <li>Without leadership {@code LeaderOnlyMethod.skip} returns the empty value of the
 * return type or throws {@link io.github.zkspring.leader.NotLeaderException}.</li>
 * </ol>
 * <p>
 * {@code QueueLeaderElection} receives grants and revocations from its contender, and
 * {@code LeadershipTransitions} delivers them to handler methods and event listeners.
 */
@NullMarked
package io.github.zkspring.leader;

import org.jspecify.annotations.NullMarked;
