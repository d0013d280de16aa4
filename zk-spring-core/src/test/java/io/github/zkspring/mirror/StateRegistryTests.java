package io.github.zkspring.mirror;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link StateRegistry}.
 */
class StateRegistryTests {

	private final MirrorCore core = mock(MirrorCore.class);

	private final StateRegistry states = new StateRegistry();

	@Test
	void findsSubtreeWithParentsFirst() {
		Stream.of("/a/b/c", "/a", "/a-b", "/a0", "/a/b", "/b", "/a/b-c").forEach(this::addData);
		assertThat(this.states.dataWithin("/a")).extracting(MirroredState::path)
			.containsExactly("/a", "/a/b", "/a/b-c", "/a/b/c");
		assertThat(this.states.dataWithin("/a/b")).extracting(MirroredState::path).containsExactly("/a/b", "/a/b/c");
		assertThat(this.states.dataWithin("/")).hasSize(7);
		assertThat(this.states.dataWithin("/c")).isEmpty();
	}

	@Test
	void findsDataBeforeChildren() {
		ChildrenState children = this.states.children("/a", (path) -> new ChildrenState(path, this.core));
		DataState data = addData("/a/b");
		assertThat(this.states.within("/a")).containsExactly(data, children);
		assertThat(this.states.within("/")).containsExactly(data, children);
	}

	@Test
	void createsStateOnce() {
		DataState state = addData("/a");
		assertThat(addData("/a")).isSameAs(state);
	}

	@Test
	void removesOnlyTheSameState() {
		DataState first = addData("/a");
		this.states.remove(first);
		DataState second = addData("/a");
		this.states.remove(first);
		assertThat(this.states.data("/a")).isSameAs(second);
		this.states.remove(second);
		assertThat(this.states.isEmpty()).isTrue();
	}

	private DataState addData(String path) {
		return this.states.data(path, (created) -> new DataState(created, this.core));
	}

}
