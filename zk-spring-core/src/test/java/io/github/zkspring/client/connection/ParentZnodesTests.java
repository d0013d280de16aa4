package io.github.zkspring.client.connection;

import java.util.ArrayList;
import java.util.List;

import org.apache.zookeeper.AsyncCallback.Create2Callback;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ParentZnodes}.
 */
class ParentZnodesTests {

	private final ZooKeeper server = mock(ZooKeeper.class);

	private final ZkHandle handle = new ZkHandle(this.server, 1);

	private final List<String> created = new ArrayList<>(List.of("/locks"));

	private final ParentZnodes parents = new ParentZnodes((path) -> List.of());

	@Test
	void createsMissingParentsAsContainers() {
		answer(true);
		this.parents.create(this.handle, "/locks/t/1/job", (code) -> assertThat(code).isEqualTo(Code.OK));
		assertThat(this.created).containsExactly("/locks", "CONTAINER /locks/t", "CONTAINER /locks/t/1",
				"CONTAINER /locks/t/1/job");
		assertThat(this.parents.isPersistent()).isFalse();
	}

	@Test
	void createsPersistentParentsOnServersWithoutContainers() {
		answer(false);
		this.parents.create(this.handle, "/locks/job", (code) -> assertThat(code).isEqualTo(Code.OK));
		assertThat(this.created).containsExactly("/locks", "PERSISTENT /locks/job");
		assertThat(this.parents.isPersistent()).isTrue();
	}

	private void answer(boolean containers) {
		willAnswer((call) -> {
			String path = call.getArgument(0);
			CreateMode mode = call.getArgument(3);
			Create2Callback answer = call.getArgument(4);
			String parent = path.substring(0, path.lastIndexOf('/'));
			Code code = Code.NONODE;
			if (mode == CreateMode.CONTAINER && !containers) {
				code = Code.UNIMPLEMENTED;
			}
			else if (this.created.stream().anyMatch((known) -> known.endsWith(parent))) {
				code = Code.OK;
				this.created.add(mode + " " + path);
			}
			answer.processResult(code.intValue(), path, null, path, null);
			return null;
		}).given(this.server)
			.create(any(), any(), any(), any(CreateMode.class), any(Create2Callback.class), eq(null), anyLong());
	}

}
