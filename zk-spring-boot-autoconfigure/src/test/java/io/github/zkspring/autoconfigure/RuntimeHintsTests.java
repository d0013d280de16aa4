package io.github.zkspring.autoconfigure;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import com.sun.security.auth.module.Krb5LoginModule;
import io.github.zkspring.autoconfigure.discovery.ZkDiscoveryAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.autoconfigure.lease.ZkLeaseAutoConfiguration;
import io.github.zkspring.autoconfigure.lock.ZkLockAutoConfiguration;
import io.github.zkspring.autoconfigure.watch.ZkWatchAutoConfiguration;
import io.github.zkspring.discovery.ServiceEvent;
import io.github.zkspring.discovery.ZkServiceWatch;
import io.github.zkspring.leader.LeaderOnly;
import io.github.zkspring.leader.OnLeadershipGranted;
import io.github.zkspring.leader.OnLeadershipRevoked;
import io.github.zkspring.lease.ZkLease;
import io.github.zkspring.lock.ZkLock;
import io.github.zkspring.watch.ChildrenEvent;
import io.github.zkspring.watch.ZkChildrenWatch;
import io.github.zkspring.watch.ZkDataWatch;
import io.github.zkspring.watch.ZkTreeWatch;
import io.github.zkspring.watch.ZnodeEvent;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.ClientCnxnSocketNetty;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.Stat;
import org.apache.zookeeper.server.auth.DigestLoginModule;
import org.apache.zookeeper.server.quorum.MultipleAddresses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the runtime hints of an application.
 */
class RuntimeHintsTests {

	private static final List<String> INTERFACES = List.of("spring.aop.proxy-target-class=false");

	private final InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();

	@Test
	void registersWatchMethods() {
		RuntimeHints hints = process(Watching.class);
		assertThat(List.of("data", "optional", "event", "bytes", "children", "childrenWithData", "tree", "wholeTree",
				"twice", "composed", "inherited"))
			.allSatisfy((name) -> assertThat(hints).matches(invoked(Watching.class, name)));
	}

	@Test
	void registersPayloadTypesForBinding() {
		RuntimeHints hints = process(Watching.class);
		assertThat(List.of(Data.class, Optionally.class, Happened.class, Child.class, Grown.class, Leaf.class,
				Composed.class, Nested.class))
			.allSatisfy((type) -> assertThat(hints)
				.matches(RuntimeHintsPredicates.reflection()
					.onType(type)
					.withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS))
				.matches(invoked(type, "value")));
		assertThat(hints).matches(RuntimeHintsPredicates.reflection()
			.onType(Level.class)
			.withMemberCategory(MemberCategory.INVOKE_PUBLIC_METHODS));
		assertThat(hints.reflection().getTypeHint(Stat.class)).isNull();
	}

	@Test
	void registersPayloadTypesThatTheClassOfTheBeanDeclares() {
		RuntimeHints hints = process(WatchingConcretely.class);
		assertThat(hints).matches(invoked(Declared.class, "value")).matches(invoked(Listed.class, "value"));
		assertThat(hints).matches(invoked(WatchingGenerically.class, "data"));
	}

	@Test
	void registersLeadershipHandlersAndServiceWatches() {
		RuntimeHints hints = process(Handling.class);
		assertThat(List.of("granted", "revoked", "instances"))
			.allSatisfy((name) -> assertThat(hints).matches(invoked(Handling.class, name)));
	}

	// a class proxy has its own hints
	@Test
	void registersGuardedMethodsBehindInterfaceProxies() {
		RuntimeHints hints = process(INTERFACES, Guarded.class, GuardedAsAWhole.class);
		assertThat(List.of("lead", "lease", "ship"))
			.allSatisfy((name) -> assertThat(hints).matches(invoked(Guarded.class, name)));
		assertThat(hints).matches(invoked(GuardedAsAWhole.class, "run"))
			.matches(invoked(GuardedAsAWhole.class, "stop"));
	}

	@Test
	void registersTypesForLockExpressions() {
		RuntimeHints hints = process(INTERFACES, Guarded.class);
		Class<?> root = ClassUtils.resolveClassName("io.github.zkspring.lock.LockNameExpression$Root", null);
		assertThat(hints).matches(invoked(Order.class, "value")).matches(invoked(root, "args"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.apache.zookeeper.ClientCnxnSocketNIO", "org.apache.zookeeper.ClientCnxnSocketNetty" })
	void registersBothClientSockets(String socket) throws Exception {
		Class<?> type = ClassUtils.forName(socket, ClientCnxnSocketNetty.class.getClassLoader());
		assertThat(process()).matches(RuntimeHintsPredicates.reflection()
			.onConstructorInvocation(type.getDeclaredConstructor(ZKClientConfig.class)));
	}

	@Test
	void registersSaslLoginModules() throws Exception {
		assertThat(process())
			.matches(RuntimeHintsPredicates.reflection()
				.onConstructorInvocation(DigestLoginModule.class.getDeclaredConstructor()))
			.matches(RuntimeHintsPredicates.reflection()
				.onConstructorInvocation(Krb5LoginModule.class.getDeclaredConstructor()));
	}

	@Test
	void registersTypesThatCuratorDetects() throws Exception {
		assertThat(process()).matches(RuntimeHintsPredicates.reflection().onType(AddWatchMode.class))
			.matches(RuntimeHintsPredicates.reflection()
				.onMethodInvocation(MultipleAddresses.class.getMethod("getReachableOrOne")));
	}

	@Test
	void generatesClassProxies() {
		process(Proxied.class);
		assertThat(this.files.getGeneratedFiles(Kind.CLASS).keySet())
			.anyMatch((file) -> file.contains("RuntimeHintsTests$Proxied$$SpringCGLIB$$0"));
	}

	@Test
	void registersInterfaceProxies() {
		RuntimeHints hints = process(INTERFACES, Guarded.class);
		assertThat(hints).matches(
				RuntimeHintsPredicates.proxies().forInterfaces(AopProxyUtils.completeJdkProxyInterfaces(Works.class)));
	}

	private RuntimeHints process(Class<?>... beans) {
		return process(List.of(), beans);
	}

	private RuntimeHints process(List<String> properties, Class<?>... beans) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			TestPropertyValues.of(properties).applyTo(context);
			context.register(ZkAutoConfiguration.class, ZkDiscoveryAutoConfiguration.class,
					ZkLeaderAutoConfiguration.class, ZkLeaseAutoConfiguration.class, ZkLockAutoConfiguration.class,
					ZkWatchAutoConfiguration.class);
			for (Class<?> bean : beans) {
				context.register(bean);
			}
			DefaultGenerationContext generation = new DefaultGenerationContext(
					new ClassNameGenerator(ClassName.get("com.example", "Application")), this.files);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
			return generation.getRuntimeHints();
		}
	}

	private static Predicate<RuntimeHints> invoked(Class<?> type, String method) {
		return RuntimeHintsPredicates.reflection().onMethodInvocation(type, method);
	}

	record Data(Nested value) {

	}

	record Nested(Level value) {

	}

	enum Level {

		LOW, HIGH

	}

	record Optionally(String value) {

	}

	record Happened(String value) {

	}

	record Child(String value) {

	}

	record Grown(String value) {

	}

	record Leaf(String value) {

	}

	record Composed(String value) {

	}

	record Order(String value) {

	}

	@ZkDataWatch("/composed")
	@Retention(RetentionPolicy.RUNTIME)
	@interface WatchesComposed {

	}

	record Declared(String value) {

	}

	record Listed(String value) {

	}

	abstract static class WatchingGenerically<T, U> {

		@ZkDataWatch("/data")
		void data(T data) {
		}

		@ZkDataWatch("/list")
		void list(ZnodeEvent<List<U>> event) {
		}

	}

	static class WatchingConcretely extends WatchingGenerically<Declared, Listed> {

	}

	static class Base {

		@ZkDataWatch("/base")
		void inherited(String text) {
		}

	}

	static class Watching extends Base {

		@ZkDataWatch("/data")
		void data(Data data, Stat stat) {
		}

		@ZkDataWatch("/optional")
		void optional(Optional<Optionally> data) {
		}

		@ZkDataWatch("/event")
		void event(ZnodeEvent<Happened> event) {
		}

		@ZkDataWatch("/bytes")
		void bytes(byte[] bytes) {
		}

		@ZkChildrenWatch("/children")
		void children(List<String> names) {
		}

		@ZkChildrenWatch("/children")
		void childrenWithData(Map<String, Child> children) {
		}

		@ZkTreeWatch("/tree")
		void tree(ZnodeEvent<Leaf> leaf) {
		}

		@ZkTreeWatch("/tree")
		void wholeTree(ChildrenEvent<Grown> tree) {
		}

		@ZkDataWatch("/one")
		@ZkDataWatch("/two")
		void twice(String text) {
		}

		@WatchesComposed
		void composed(Composed data) {
		}

		@Override
		void inherited(String text) {
		}

	}

	static class Guarded implements Works {

		@LeaderOnly("jobs")
		void lead() {
		}

		@ZkLease(name = "jobs", duration = "1m")
		void lease() {
		}

		@ZkLock("orders/#{#order.value}")
		void ship(Order order) {
		}

		@Override
		public void work() {
		}

	}

	static class Handling {

		@OnLeadershipGranted("jobs")
		void granted() {
		}

		@OnLeadershipRevoked("jobs")
		void revoked() {
		}

		@ZkServiceWatch("orders")
		void instances(ServiceEvent event) {
		}

	}

	@LeaderOnly("jobs")
	static class GuardedAsAWhole implements Works {

		void run() {
		}

		void stop() {
		}

		@Override
		public void work() {
		}

	}

	static class Proxied {

		@LeaderOnly("jobs")
		void work() {
		}

	}

	interface Works {

		void work();

	}

}
