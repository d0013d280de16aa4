package io.github.zkspring.mirror;

import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link StateRegistry}.
 */
class StateRegistryTests {

	private final Mirror mirror = mock(Mirror.class);

	private final StateRegistry states = new StateRegistry(this.mirror);

	private final MirrorRecorder<ZnodeSnapshot> listener = new MirrorRecorder<>();

	@BeforeEach
	void connect() {
		given(this.mirror.recursive()).willReturn(mock());
		given(this.mirror.queue()).willReturn(mock());
		given(this.mirror.connection()).willReturn(mock());
	}

	@Test
	void findsSubtreeWithParentsFirst() {
		Stream.of("/a/b/c", "/a", "/a-b", "/a0", "/a/b", "/b", "/a/b-c").forEach(this::attach);
		assertThat(this.states.dataWithin("/a")).extracting(MirroredState::path)
			.containsExactly("/a", "/a/b", "/a/b-c", "/a/b/c");
		assertThat(this.states.dataWithin("/a/b")).extracting(MirroredState::path).containsExactly("/a/b", "/a/b/c");
		assertThat(this.states.dataWithin("/")).hasSize(7);
		assertThat(this.states.dataWithin("/c")).isEmpty();
	}

	@Test
	void findsDataBeforeChildren() {
		ChildrenState children = this.states.attachChildren("/a", new MirrorRecorder<>());
		DataState data = attach("/a/b");
		assertThat(this.states.within("/a")).containsExactly(data, children);
		assertThat(this.states.within("/")).containsExactly(data, children);
	}

	@Test
	void sharesStateUntilLastListenerIsDetached() {
		DataState state = attach("/a");
		MirrorRecorder<ZnodeSnapshot> other = new MirrorRecorder<>();
		assertThat(this.states.attachData("/a", other)).isSameAs(state);
		this.states.detach(state, other);
		assertThat(this.states.data("/a")).isSameAs(state);
		this.states.detach(state, this.listener);
		assertThat(this.states.isEmpty()).isTrue();
	}

	@Test
	void removesOnlyTheSameState() {
		DataState first = attach("/a");
		this.states.detach(first, this.listener);
		DataState second = attach("/a");
		this.states.detach(first, this.listener);
		assertThat(this.states.data("/a")).isSameAs(second);
	}

	private DataState attach(String path) {
		return this.states.attachData(path, this.listener);
	}

}
