package io.github.zkspring.lock;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.github.zkspring.client.ZkSession;
import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.TcpProxy;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.faults.ZooKeeperProcess;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for locks that lose their connection, session or znode.
 */
@Tag("faults")
class LockFaultsIntegrationTests {

	private static final Duration LONG = Timeouts.LONG;

	private static ZooKeeperProcess server;

	private static ForeignClient foreign;

	/** The other instance, whose connection is never cut. */
	private static LockInstance calm;

	private TcpProxy proxy;

	private LockInstance instance;

	private String name;

	@BeforeAll
	static void startServer() {
		server = ZooKeeperProcess.start();
		foreign = new ForeignClient(server.connectString());
		calm = LockInstance.start("calm", server.connectString());
	}

	@AfterAll
	static void stopServer() {
		calm.close();
		foreign.close();
		server.close();
	}

	@BeforeEach
	void startInstance(TestInfo test) {
		this.name = test.getTestMethod().orElseThrow().getName();
		this.proxy = TcpProxy.start(server);
		this.instance = LockInstance.start("cut", this.proxy.connectString(), "zk.session-timeout=6s",
				"zk.lock.drain-timeout=1s");
	}

	@AfterEach
	void stopInstance() {
		this.instance.close();
		this.proxy.close();
		assertThat(queue()).isEmpty();
		assertThat(Thread.interrupted()).isFalse();
	}

	@Test
	void isHeldDuringShortDisconnect() {
		HeldLock lock = this.instance.locks().acquire(this.name);
		this.proxy.cut();
		await().atMost(LONG).until(() -> !session().state().isConnected());
		assertThat(lock.isHeld()).isTrue();
		this.proxy.heal();
		await().atMost(LONG).until(() -> {
			lock.assertHeld();
			return session().state().isConnected();
		});
		await().during(Duration.ofMillis(500)).until(lock::isHeld);
		assertThat(queue()).hasSize(1);
		lock.close();
	}

	@Test
	void isLostWithItsSession() {
		Work work = new Work();
		LockInstance.Running<Object> body = begin(LockOptions.exclusive(), work);
		ForeignClient.expire(this.instance.curator());
		assertThat(body.result()).failsWithin(LONG)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(LockLostException.class);
		assertThat(work.interrupted).isTrue();
		HeldLock lost = work.lock.get();
		assertThat(lost.isHeld()).isFalse();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(lost::assertHeld)
			.withMessageContaining(this.name);
		assertThatNoException().isThrownBy(lost::close);
		HeldLock next = calm.locks().acquire(this.name);
		assertThat(next.token()).isGreaterThan(lost.token());
		next.close();
		this.instance.locks().acquire(this.name).close();
	}

	@Test
	void isLostWithItsZnode() {
		Work work = new Work();
		LockInstance.Running<Object> body = begin(LockOptions.exclusive(), work);
		long begin = System.nanoTime();
		foreign.delete(work.lock.get().znode().path());
		assertThat(body.result()).failsWithin(LONG)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(LockLostException.class);
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
		assertThat(work.interrupted).isTrue();
		assertThat(work.lock.get().isHeld()).isFalse();
		await().during(Duration.ofMillis(200)).until(() -> queue().isEmpty());
	}

	@Test
	void isLostWithTheLeaseAndNotGrantedAgain() {
		Work work = new Work();
		LockInstance.Running<Object> body = begin(LockOptions.exclusive(), work);
		long session = session().id();
		long begin = System.nanoTime();
		this.proxy.cut();
		assertThat(body.result()).failsWithin(LONG);
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(3500));
		assertThat(work.interrupted).isTrue();
		this.proxy.heal();
		await().atMost(LONG).until(() -> queue().isEmpty());
		assertThat(session().id()).isEqualTo(session);
		assertThat(work.lock.get().isHeld()).isFalse();
	}

	@Test
	void reportsLossToUninterruptedCallback() {
		Work work = new Work();
		LockInstance.Running<Object> body = begin(LockOptions.exclusive().withInterruptOnLoss(false), work);
		foreign.delete(work.lock.get().znode().path());
		await().atMost(LONG).until(() -> !work.lock.get().isHeld());
		assertThat(body.result()).isNotDone();
		work.release.countDown();
		assertThat(body.result()).failsWithin(LONG)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(LockLostException.class);
		assertThat(work.interrupted).isFalse();
	}

	@Test
	void keepsExceptionOfCallbackAfterLoss() {
		Work work = new Work();
		LockInstance.Running<Object> body = LockInstance
			.begin(() -> this.instance.locks().execute(this.name, (lock) -> {
				work.doInLock(lock);
				throw new IllegalStateException("a fault of this test");
			}));
		await().atMost(LONG).until(() -> work.lock.get() != null);
		foreign.delete(work.lock.get().znode().path());
		assertThat(body.result()).failsWithin(LONG)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(IllegalStateException.class)
			.satisfies((ex) -> assertThat(ex.getSuppressed()).singleElement().isInstanceOf(LockLostException.class));
	}

	@Test
	void cannotBeReacquiredInCallChainAfterLoss() {
		LockInstance.Running<Object> body = LockInstance.begin(() -> this.instance.locks()
			.execute(this.name, LockOptions.exclusive().withInterruptOnLoss(false), (lock) -> {
				foreign.delete(lock.znode().path());
				await().atMost(LONG).until(() -> !lock.isHeld());
				assertThatExceptionOfType(LockLostException.class)
					.isThrownBy(() -> this.instance.locks().acquire(this.name));
				return null;
			}));
		assertThat(body.result()).failsWithin(LONG)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(LockLostException.class);
	}

	@Test
	void isReleasedWithNextConnection() {
		HeldLock lock = this.instance.locks().acquire(this.name);
		long session = session().id();
		this.proxy.cut();
		await().atMost(LONG).until(() -> !session().state().isConnected());
		long begin = System.nanoTime();
		lock.close();
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(200));
		assertThat(queue()).hasSize(1);
		this.proxy.heal();
		await().atMost(LONG).until(() -> queue().isEmpty());
		assertThat(session().id()).isEqualTo(session);
	}

	@Test
	void isReleasedWhenAnswerToReleaseIsLost() {
		HeldLock lock = this.instance.locks().acquire(this.name);
		long session = session().id();
		this.proxy.swallowAnswers();
		lock.close();
		await().atMost(LONG).until(() -> queue().isEmpty());
		this.proxy.heal();
		this.instance.locks().acquire(this.name).close();
		assertThat(session().id()).isEqualTo(session);
	}

	@Test
	void leavesNoZnodeWhenAnswerToRequestIsLost() {
		this.instance.locks().acquire(this.name).close();
		await().atMost(LONG).until(() -> queue().isEmpty());
		long session = session().id();
		this.proxy.swallowAnswers();
		LockOptions brief = LockOptions.exclusive().withWait(Duration.ofMillis(500));
		assertThatExceptionOfType(LockNotAcquiredException.class)
			.isThrownBy(() -> this.instance.locks().tryAcquire(this.name, brief))
			.withMessageContaining("no server has answered");
		await().atMost(LONG).until(() -> queue().size() == 1);
		this.proxy.heal();
		await().atMost(LONG).until(() -> queue().isEmpty());
		assertThat(session().id()).isEqualTo(session);
	}

	@Test
	void leavesQueueWithNextConnectionAfterDeadline() {
		try (HeldLock other = calm.locks().acquire(this.name)) {
			LockOptions brief = LockOptions.exclusive().withWait(Duration.ofSeconds(1));
			LockInstance.Running<HeldLock> waiter = LockInstance
				.begin(() -> this.instance.locks().acquire(this.name, brief));
			await().atMost(LONG).until(() -> queue().size() == 2);
			this.proxy.cut();
			assertThat(waiter.result()).failsWithin(Duration.ofSeconds(3))
				.withThrowableThat()
				.havingCause()
				.isInstanceOf(LockNotAcquiredException.class);
			assertThat(queue()).hasSize(2);
			this.proxy.heal();
			await().atMost(Duration.ofSeconds(4)).until(() -> queue().size() == 1);
			other.assertHeld();
		}
		await().atMost(LONG).until(() -> queue().isEmpty());
	}

	@Test
	void isNotGrantedByExpiredSession() throws Exception {
		HeldLock other = calm.locks().acquire(this.name);
		LockInstance.Running<HeldLock> waiter = LockInstance.begin(() -> this.instance.locks().acquire(this.name));
		await().atMost(LONG).until(() -> queue().size() == 2);
		long first = session().id();
		this.proxy.delay(Duration.ofMillis(100));
		ForeignClient.expire(this.instance.curator());
		other.close();
		HeldLock lock = waiter.result().get(20, TimeUnit.SECONDS);
		this.proxy.delay(Duration.ZERO);
		Stat stat = foreign.curator().checkExists().forPath(lock.znode().path());
		assertThat(stat).isNotNull();
		assertThat(stat.getEphemeralOwner()).isEqualTo(session().id()).isNotEqualTo(first);
		assertThat(stat.getCzxid()).isEqualTo(lock.token().value());
		assertThat(lock.isHeld()).isTrue();
		lock.close();
		await().atMost(LONG).until(() -> queue().isEmpty());
	}

	@Test
	void distinguishesRefusalFromTakenLock() throws Exception {
		foreign.curator()
			.create()
			.creatingParentsIfNeeded()
			.withACL(ZooDefs.Ids.READ_ACL_UNSAFE)
			.forPath("/locks/" + this.name);
		LockOptions brief = LockOptions.exclusive().withWait(Duration.ofMillis(500));
		assertThatExceptionOfType(LockNotAcquiredException.class)
			.isThrownBy(() -> this.instance.locks().tryAcquire(this.name, brief))
			.withMessageContaining("NoAuth")
			.withMessageContaining("/locks/" + this.name);
	}

	@Test
	void reportsMissingAnswer() {
		this.proxy.cut();
		await().atMost(LONG).until(() -> !session().state().isConnected());
		LockOptions brief = LockOptions.exclusive().withWait(Duration.ofMillis(300));
		assertThatExceptionOfType(LockNotAcquiredException.class)
			.isThrownBy(() -> this.instance.locks().tryAcquire(this.name, brief))
			.withMessageContaining("no server has answered");
		this.proxy.heal();
	}

	@Test
	void awaitsCallbacksWhenApplicationCloses() {
		Work work = new Work();
		LockInstance.Running<Object> body = begin(LockOptions.exclusive(), work);
		LockInstance.Running<HeldLock> waiter = LockInstance.begin(() -> this.instance.locks().acquire(this.name));
		await().atMost(LONG).until(() -> queue().size() == 2);
		LockInstance.Running<Boolean> closing = LockInstance.begin(() -> {
			this.instance.close();
			return true;
		});
		assertThat(waiter.result()).failsWithin(LONG)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(LockNotAcquiredException.class)
			.withMessageContaining("closing");
		assertThat(closing.result()).isNotDone();
		work.lock.get().assertHeld();
		work.release.countDown();
		assertThat(body.result()).succeedsWithin(LONG);
		assertThat(closing.result()).succeedsWithin(LONG);
		assertThat(work.interrupted).isFalse();
		assertThat(queue()).isEmpty();
	}

	@Test
	void revokesLocksAfterDrainTimeout() {
		Work work = new Work();
		LockInstance.Running<Object> body = begin(LockOptions.exclusive(), work);
		HeldLock forgotten = this.instance.locks().acquire("forgotten");
		this.instance.close();
		assertThat(queue()).isEmpty();
		assertThat(foreign.children("/locks/forgotten")).isEmpty();
		assertThat(forgotten.isHeld()).isFalse();
		assertThat(body.result()).failsWithin(LONG)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(LockLostException.class);
		assertThat(work.interrupted).isTrue();
	}

	private LockInstance.Running<Object> begin(LockOptions options, Work work) {
		LockInstance.Running<Object> body = LockInstance
			.begin(() -> this.instance.locks().execute(this.name, options, work));
		await().atMost(LONG).until(() -> work.lock.get() != null);
		return body;
	}

	private ZkSession session() {
		return this.instance.context().getBean(ZkSession.class);
	}

	private List<String> queue() {
		return foreign.children("/locks/" + this.name);
	}

	/**
	 * Runs until it is released or interrupted.
	 */
	private static final class Work implements LockCallback<Object, RuntimeException> {

		private final AtomicReference<HeldLock> lock = new AtomicReference<>();

		private final CountDownLatch release = new CountDownLatch(1);

		private volatile boolean interrupted;

		@Override
		public Object doInLock(HeldLock held) {
			this.lock.set(held);
			try {
				return this.release.await(LONG.toSeconds(), TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				this.interrupted = true;
				return false;
			}
		}

	}

}
