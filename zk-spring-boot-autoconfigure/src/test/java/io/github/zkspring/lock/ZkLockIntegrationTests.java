package io.github.zkspring.lock;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import javax.sql.DataSource;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.autoconfigure.lock.ZkLockAutoConfiguration;
import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.faults.ZooKeeperProcess;
import io.github.zkspring.fencing.FencingToken;
import io.github.zkspring.leader.LeaderOnly;
import io.github.zkspring.leader.Leadership;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AliasFor;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ZkLock} on bean methods against a server process.
 */
class ZkLockIntegrationTests {

	private static final Duration LONG = Timeouts.LONG;

	private static ZooKeeperProcess server;

	private static ForeignClient foreign;

	private static LockInstance other;

	private static ConfigurableApplicationContext context;

	private static Orders orders;

	// static: a field of a bean is not visible through its proxy
	private static volatile CountDownLatch release = new CountDownLatch(1);

	private static volatile AtomicReference<HeldLock> running = new AtomicReference<>();

	private static volatile boolean interrupted;

	private final ZkLockTemplate locks = other.locks();

	@BeforeAll
	static void startApplication() {
		server = ZooKeeperProcess.start();
		foreign = new ForeignClient(server.connectString());
		other = LockInstance.start("other", server.connectString());
		context = new SpringApplicationBuilder(Application.class)
			.properties("zk.connect-string=" + server.connectString(), "zk.session-timeout=4s", "zk.lock.wait=2s",
					"tenant=north", "spring.main.banner-mode=off", "spring.main.register-shutdown-hook=false")
			.run();
		orders = context.getBean(Orders.class);
	}

	@AfterAll
	static void stopApplication() {
		context.close();
		other.close();
		foreign.close();
		server.close();
	}

	@BeforeEach
	void forget() {
		release = new CountDownLatch(1);
		running = new AtomicReference<>();
		interrupted = false;
	}

	@AfterEach
	void leavesNoContender() {
		await().atMost(LONG).until(() -> foreign.children("/locks/orders/north/42").isEmpty());
	}

	@Test
	void holdsLockNamedByArgumentsWhileRunning() {
		LockInstance.Running<String> body = LockInstance.begin(() -> orders.ship(42));
		await().atMost(LONG).until(() -> running.get() != null);
		assertThat(running.get().name()).isEqualTo("orders/north/42");
		assertThat(this.locks.tryAcquire("orders/north/42")).isEmpty();
		this.locks.tryAcquire("orders/north/43").orElseThrow().close();
		release.countDown();
		assertThat(body.result()).succeedsWithin(LONG).isEqualTo("shipped");
		this.locks.acquire("orders/north/42").close();
	}

	@Test
	void throwsOrSkipsWhileLockIsTaken() {
		try (HeldLock lock = this.locks.acquire("orders/north/42")) {
			assertThatExceptionOfType(LockNotAcquiredException.class).isThrownBy(() -> orders.ship(42))
				.satisfies((ex) -> {
					assertThat(ex.getLock()).isEqualTo(lock.name());
					assertThat(ex.getWaited()).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
				});
			assertThat(orders.skip(42)).isEmpty();
			assertThat(orders.skipFuture(42)).isCompletedWithValue(null);
			assertThat(running.get()).isNull();
		}
		// the other instance releases asynchronously
		await().atMost(LONG).untilAsserted(() -> assertThat(orders.skip(42)).contains("run"));
	}

	@Test
	void sharesReadLockAndExcludesWriter() {
		try (HeldLock reader = this.locks.acquire("orders/north/42", LockOptions.shared())) {
			assertThat(orders.read("42")).isEqualTo(LockMode.SHARED);
			assertThatExceptionOfType(LockNotAcquiredException.class).isThrownBy(() -> orders.ship(42));
			reader.assertHeld();
		}
	}

	@Test
	void doesNotRunWithInvalidName() {
		assertThatIllegalArgumentException().isThrownBy(() -> orders.read(null)).withMessageContaining("Orders.read");
	}

	@Test
	void holdsLockUntilReturnedFutureCompletes() {
		CompletableFuture<String> source = new CompletableFuture<>();
		CompletableFuture<String> result = orders.later(42, source);
		LockOptions brief = LockOptions.exclusive().withWait(Duration.ofMillis(300));
		assertThat(this.locks.tryAcquire("orders/north/42", brief)).isEmpty();
		assertThat(running.get().isHeld()).isTrue();
		assertThat(result).isNotDone();
		source.complete("done");
		assertThat(result).succeedsWithin(LONG).isEqualTo("done");
		this.locks.acquire("orders/north/42").close();
	}

	@Test
	void failsReturnedFutureWhenLockIsLost() {
		CompletableFuture<String> source = new CompletableFuture<>();
		CompletableFuture<String> result = orders.later(42, source);
		HeldLock lock = running.get();
		foreign.delete(lock.znode().path());
		await().atMost(LONG).until(() -> !lock.isHeld());
		source.complete("done");
		assertThat(result).failsWithin(LONG).withThrowableThat().havingCause().isInstanceOf(LockLostException.class);
	}

	@Test
	void interruptsBodyWhenLockIsLost() {
		LockInstance.Running<String> body = LockInstance.begin(() -> orders.ship(42));
		await().atMost(LONG).until(() -> running.get() != null);
		foreign.delete(running.get().znode().path());
		assertThat(body.result()).failsWithin(LONG)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(LockLostException.class);
		assertThat(interrupted).isTrue();
	}

	@Test
	void reusesLockOfCallChain() {
		assertThat(orders.outer(42)).contains("run");
	}

	@Test
	void commitsTransactionBeforeRelease() {
		JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
		jdbc.execute("create table if not exists shipped (id bigint)");
		FencingToken token = context.getBean(Ledger.class).record(42);
		assertThat(token.value()).isPositive();
		assertThat(jdbc.queryForObject("select count(*) from shipped where id = 42", Long.class)).isOne();
		assertThat(context.getBean(HeldAtCommit.class).held).containsExactly("orders/north/42");
	}

	@Test
	void locksScheduledMethods() {
		Jobs jobs = context.getBean(Jobs.class);
		await().atMost(LONG).until(() -> jobs.runs().size() > 2);
		assertThat(jobs.runs()).containsOnly("job");
	}

	@Test
	void locksOnThreadOfAsyncMethod() {
		CompletableFuture<String> result = context.getBean(Jobs.class).inBackground(42);
		assertThat(result).succeedsWithin(LONG).asString().isNotEqualTo(Thread.currentThread().getName());
	}

	@Test
	void locksInsideLeaderOnly() {
		Jobs jobs = context.getBean(Jobs.class);
		await().atMost(LONG).until(() -> jobs.lead(42) != null);
		assertThat(jobs.lead(42)).isEqualTo("jobs orders/north/42");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	@EnableAsync
	@EnableTransactionManagement
	@ImportAutoConfiguration({ ZkAutoConfiguration.class, ZkLockAutoConfiguration.class,
			ZkLeaderAutoConfiguration.class, TaskSchedulingAutoConfiguration.class })
	static class Application {

		@Bean
		Orders orders() {
			return new Orders();
		}

		@Bean
		Jobs jobs() {
			return new Jobs();
		}

		@Bean
		DataSource dataSource() {
			return new DriverManagerDataSource("jdbc:h2:mem:locks;DB_CLOSE_DELAY=-1");
		}

		@Bean
		JdbcTemplate jdbcTemplate(DataSource dataSource) {
			return new JdbcTemplate(dataSource);
		}

		@Bean
		HeldAtCommit transactionManager(DataSource dataSource) {
			return new HeldAtCommit(dataSource);
		}

		@Bean
		Ledger ledger(JdbcTemplate jdbc) {
			return new Ledger(jdbc);
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@ZkLock(name = "orders/${tenant}/#{#id}", mode = LockMode.SHARED)
	@interface Reading {

		@AliasFor(annotation = ZkLock.class, attribute = "waitFor")
		String timeout();

	}

	static class Orders {

		@ZkLock("orders/${tenant}/#{#id}")
		String ship(long id) {
			running.set(HeldLock.current());
			try {
				return release.await(LONG.toSeconds(), TimeUnit.SECONDS) ? "shipped" : "late";
			}
			catch (InterruptedException ex) {
				interrupted = true;
				return "interrupted";
			}
		}

		@ZkLock(name = "orders/${tenant}/#{#id}", waitFor = "0s", otherwise = ZkLock.Otherwise.SKIP)
		Optional<String> skip(long id) {
			return Optional.of("run");
		}

		@ZkLock(name = "orders/${tenant}/#{#id}", waitFor = "500ms", otherwise = ZkLock.Otherwise.SKIP)
		CompletableFuture<String> skipFuture(long id) {
			throw new IllegalStateException();
		}

		@Reading(timeout = "1s")
		LockMode read(String id) {
			return HeldLock.current().mode();
		}

		@ZkLock("orders/${tenant}/#{#id}")
		CompletableFuture<String> later(long id, CompletableFuture<String> source) {
			running.set(HeldLock.current());
			return source;
		}

		@ZkLock("orders/${tenant}/#{#id}")
		Optional<String> outer(long id) {
			assertThat(foreign.children("/locks/orders/north/42")).hasSize(1);
			return context.getBean(Orders.class).skip(id);
		}

	}

	static class Ledger {

		private final JdbcTemplate jdbc;

		Ledger(JdbcTemplate jdbc) {
			this.jdbc = jdbc;
		}

		@Transactional
		@ZkLock("orders/${tenant}/#{#id}")
		FencingToken record(long id) {
			assertThat(TransactionSynchronizationManager.isActualTransactionActive()).isTrue();
			this.jdbc.update("insert into shipped values (?)", id);
			return HeldLock.current().token();
		}

	}

	/**
	 * Records the lock that is held at commit.
	 */
	static class HeldAtCommit extends DataSourceTransactionManager {

		private final List<String> held = new CopyOnWriteArrayList<>();

		HeldAtCommit(DataSource dataSource) {
			super(dataSource);
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
			super.doCommit(status);
			HeldLock lock = HeldLock.current();
			lock.assertHeld();
			this.held.add(lock.name());
		}

	}

	static class Jobs {

		private final List<String> runs = new CopyOnWriteArrayList<>();

		@Scheduled(fixedRate = 50)
		@ZkLock("job")
		void run() {
			this.runs.add(HeldLock.current().name());
		}

		List<String> runs() {
			return this.runs;
		}

		@Async
		@ZkLock("orders/${tenant}/#{#id}")
		CompletableFuture<String> inBackground(long id) {
			HeldLock.current().assertHeld();
			return CompletableFuture.completedFuture(Thread.currentThread().getName());
		}

		@ZkLock("orders/${tenant}/#{#id}")
		@LeaderOnly("jobs")
		String lead(long id) {
			return Leadership.current().election() + " " + HeldLock.current().name();
		}

	}

}
