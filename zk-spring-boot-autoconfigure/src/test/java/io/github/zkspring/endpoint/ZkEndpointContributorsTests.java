package io.github.zkspring.endpoint;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.ZkSessionStateEvent;
import io.github.zkspring.fencing.FencingToken;
import io.github.zkspring.leader.ElectionSnapshot;
import io.github.zkspring.leader.LeaderElection;
import io.github.zkspring.leader.LeaderElections;
import io.github.zkspring.leader.Leadership;
import io.github.zkspring.watch.WatchStatistics;
import io.github.zkspring.watch.ZkWatch;
import io.github.zkspring.watch.ZkWatchRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

/**
 * Tests for the parts of {@link ZkEndpoint}.
 */
class ZkEndpointContributorsTests {

	private final ZkWatch watch = mock(ZkWatch.class);

	private final WatchStatistics statistics = mock(WatchStatistics.class);

	private final ZkWatchRegistry registry = mock(ZkWatchRegistry.class);

	private final WatchesContributor watches = new WatchesContributor(this.registry);

	private final LeaderElection election = mock(LeaderElection.class);

	private final LeaderElections elections = mock(LeaderElections.class);

	private final ElectionsContributor contributor = new ElectionsContributor(this.elections);

	@BeforeEach
	void prepare() {
		given(this.registry.watch("vat")).willReturn(Optional.of(this.watch));
		given(this.watch.id()).willReturn("vat");
		given(this.watch.statistics()).willReturn(this.statistics);
		given(this.elections.id()).willReturn("me");
		given(this.elections.elections()).willReturn(List.of(this.election));
		given(this.election.name()).willReturn("reports");
		given(this.election.resign()).willReturn(new CompletableFuture<>());
	}

	@Test
	void keepsLastFiftyTransitionsNewestFirst() {
		SessionContributor.SessionHistory history = new SessionContributor.SessionHistory();
		for (int number = 0; number < 60; number++) {
			history.accept(
					new ZkSessionStateEvent(ZkSessionState.SUSPENDED, ZkSessionState.CONNECTED, number, Instant.EPOCH));
		}
		assertThat(history.transitions()).hasSize(50);
		assertThat(history.transitions().get(0).sessionId()).isEqualTo(59);
		assertThat(history.transitions().get(49).sessionId()).isEqualTo(10);
	}

	@Test
	void reportsMostImportantStateOfWatch() {
		assertThat(this.watches.item("vat").state()).isEqualTo(WatchesContributor.WatchDescriptor.State.IN_SYNC);
		given(this.watch.isStale()).willReturn(true);
		assertThat(this.watches.item("vat").state()).isEqualTo(WatchesContributor.WatchDescriptor.State.STALE);
		given(this.statistics.isFailing()).willReturn(true);
		assertThat(this.watches.item("vat").state()).isEqualTo(WatchesContributor.WatchDescriptor.State.FAILING);
		given(this.watch.isPaused()).willReturn(true);
		assertThat(this.watches.item("vat").state()).isEqualTo(WatchesContributor.WatchDescriptor.State.PAUSED);
		given(this.watch.isClosed()).willReturn(true);
		assertThat(this.watches.item("vat").state()).isEqualTo(WatchesContributor.WatchDescriptor.State.CLOSED);
		assertThat(this.watches.item("other")).isNull();
	}

	@Test
	void omitsVersionOfMissingZnode() {
		given(this.statistics.lastDelivered())
			.willReturn(Optional.of(new WatchStatistics.Delivery(-1, -1, Instant.EPOCH)));
		assertThat(this.watches.item("vat").lastDelivered())
			.isEqualTo(new WatchesContributor.WatchDescriptor.DeliveryDescriptor(null, null, Instant.EPOCH));
		given(this.statistics.lastDelivered())
			.willReturn(Optional.of(new WatchStatistics.Delivery(0x10000000aL, 0, Instant.EPOCH)));
		assertThat(this.watches.item("vat").lastDelivered())
			.isEqualTo(new WatchesContributor.WatchDescriptor.DeliveryDescriptor("0x10000000a", 0, Instant.EPOCH));
	}

	@Test
	void pausesResumesAndResyncsWatch() {
		this.watches.act("vat", "pause");
		then(this.watch).should().pause();
		this.watches.act("vat", "resume");
		then(this.watch).should().resume();
		this.watches.act("vat", "RESYNC");
		then(this.watch).should().resync();
		assertThatIllegalArgumentException().isThrownBy(() -> this.watches.act("vat", "close"))
			.withMessageContaining("pause, resume and resync");
		given(this.watch.isClosed()).willReturn(true);
		assertThatIllegalStateException().isThrownBy(() -> this.watches.act("vat", "resume"))
			.withMessageContaining("closed");
	}

	@Test
	void resigningLeaderMovesToEndOfQueue() {
		given(this.election.isLeader()).willReturn(true);
		this.contributor.act("reports", "resign");
		InOrder order = inOrder(this.election);
		then(this.election).should(order).resign();
		then(this.election).should(order).rejoin();
	}

	@Test
	void rejectsResignationOfFollower() {
		assertThatIllegalStateException().isThrownBy(() -> this.contributor.act("reports", "resign"))
			.withMessageContaining("does not lead");
		assertThatIllegalArgumentException().isThrownBy(() -> this.contributor.act("reports", "win"))
			.withMessageContaining("resign");
		then(this.election).should(never()).resign();
		then(this.election).should(never()).rejoin();
	}

	@Test
	void knowsEachStateOfAnElection() {
		assertThat(ElectionsContributor.ElectionDescriptor.State.values()).extracting(Enum::name)
			.containsExactlyInAnyOrder(
					Stream.of(ElectionSnapshot.State.values()).map(Enum::name).toArray(String[]::new));
	}

	@Test
	void describesElectionWithoutJoining() {
		assertThat(this.contributor.item("other")).isNull();
		then(this.elections).should(never()).election(any());
	}

	@Test
	void reportsStateOfInstanceInElection() {
		given(this.election.snapshot())
			.willReturn(new ElectionSnapshot(ElectionSnapshot.State.FOLLOWER, null, null, List.of(), null));
		assertThat(this.contributor.item("reports")).isEqualTo(new ElectionsContributor.ElectionDescriptor("reports",
				"me", ElectionsContributor.ElectionDescriptor.State.FOLLOWER, null, null, null, null));
		given(this.election.snapshot()).willReturn(
				new ElectionSnapshot(ElectionSnapshot.State.REFUSED, null, "you", List.of("you", "me"), "no access"));
		assertThat(this.contributor.item("reports")).isEqualTo(new ElectionsContributor.ElectionDescriptor("reports",
				"me", ElectionsContributor.ElectionDescriptor.State.REFUSED, "you", List.of("you", "me"), null,
				"no access"));
		Leadership leadership = mock(Leadership.class);
		given(leadership.token()).willReturn(new FencingToken(31));
		given(this.election.snapshot())
			.willReturn(new ElectionSnapshot(ElectionSnapshot.State.LEADER, leadership, "me", List.of("me"), null));
		assertThat(this.contributor.item("reports"))
			.returns(ElectionsContributor.ElectionDescriptor.State.LEADER,
					ElectionsContributor.ElectionDescriptor::state)
			.returns("0x1f", ElectionsContributor.ElectionDescriptor::token);
	}

}
