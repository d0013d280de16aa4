package io.github.zkspring.watch;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NoticeClock} and {@link TreeNotices}.
 */
class NoticeClockTests {

	private final NoticeClock clock = new NoticeClock();

	private final TreeNotices tree = new TreeNotices();

	@Test
	void stateBelongsToTheLastNotificationBeforeIt() {
		this.clock.noticed(1);
		this.clock.noticed(2);
		this.clock.arrived();
		this.clock.noticed(3);
		assertThat(this.clock.take()).isEqualTo(2);
		this.clock.arrived();
		assertThat(this.clock.take()).isEqualTo(3);
	}

	@Test
	void stateWithoutNotificationHasNone() {
		this.clock.noticed(1);
		this.clock.noticed(0);
		this.clock.arrived();
		assertThat(this.clock.take()).isZero();
		this.clock.noticed(2);
		this.clock.arrived();
		this.clock.arrived();
		assertThat(this.clock.take()).isZero();
	}

	@Test
	void treeKeepsTheNewestOfManyThatWait() {
		for (int znode = 1; znode <= 2000; znode++) {
			this.tree.put("/" + znode, znode);
		}
		assertThat(this.tree.take("/1")).isZero();
		assertThat(this.tree.take("/2000")).isEqualTo(2000);
		assertThat(this.tree.take("/2000")).isZero();
		this.tree.put("/1999", 0);
		assertThat(this.tree.take("/1999")).isZero();
	}

}
