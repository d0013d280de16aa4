package io.github.zkspring.mirror;

import java.util.List;
import java.util.stream.IntStream;

import io.github.zkspring.mirror.PendingRead.Operation;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ChildrenState}.
 */
class ChildrenStateTests {

	private static final String PATH = "/parent";

	private final Mirror mirror = mock(Mirror.class);

	private final ChildrenState state = new ChildrenState(PATH, this.mirror);

	private final MirrorRecorder<ChildrenSnapshot> recorder = new MirrorRecorder<>();

	private List<String> names = IntStream.range(0, 1000).mapToObj(Integer::toString).toList();

	private Stat stat = stat(1, 1);

	private int stats;

	private int lists;

	@BeforeEach
	void connect() {
		ReadQueue queue = mock();
		given(this.mirror.queue()).willReturn(queue);
		given(queue.limits()).willReturn(new ReadLimits(1000));
	}

	@Test
	void deliversNothingWhenListIsUnchangedAfterReconnect() {
		begin(true);
		this.stat.setVersion(7);
		this.state.connected(false);
		read();
		assertThat(this.recorder.size()).isOne();
		assertThat(this.state.readState().isStale(true)).isFalse();
		assertThat(this.state.known().stat().getVersion()).isEqualTo(7);
	}

	@Test
	void readsListThatChangedWhileDisconnected() {
		begin(true);
		this.names = List.of("other");
		this.stat = stat(1, 2);
		this.state.connected(true);
		read();
		assertThat(this.lists).isEqualTo(2);
		assertThat(this.recorder.last().names()).containsExactly("other");
	}

	@Test
	void readsListOfRecreatedParent() {
		begin(true);
		this.stat = stat(2, 1);
		this.state.connected(true);
		read();
		assertThat(this.recorder.size()).isEqualTo(2);
	}

	@Test
	void readsListWithoutStatCheckWhenReadSetsWatch() {
		begin(false);
		this.state.connected(true);
		read();
		assertThat(this.stats).isZero();
		assertThat(this.lists).isEqualTo(2);
		assertThat(this.state.readState().isArmed()).isTrue();
		assertThat(this.recorder.size()).isOne();
	}

	@Test
	void readsListWithoutStatCheckAfterReportedChange() {
		begin(true);
		this.stat = stat(1, 2);
		this.state.changed(2);
		read();
		assertThat(this.stats).isZero();
		assertThat(this.recorder.size()).isEqualTo(2);
	}

	private void begin(boolean covered) {
		this.state.setCovered(covered);
		this.state.addListener(this.recorder);
		read();
		assertThat(this.recorder.last().names()).hasSize(1000);
	}

	private void read() {
		boolean again = true;
		while (again) {
			assertThat(this.state.begin()).isTrue();
			Operation operation = this.state.operation(false);
			if (operation == Operation.STAT) {
				this.stats++;
			}
			else {
				this.lists++;
			}
			this.state.received(new PendingRead.Result(operation, this.stat, null, this.names, this.state.setsWatch()));
			this.state.end();
			again = !this.state.readState().isIdle();
		}
	}

	private static Stat stat(long czxid, long pzxid) {
		Stat stat = new Stat();
		stat.setCzxid(czxid);
		stat.setPzxid(pzxid);
		return stat;
	}

}
