package io.github.zkspring.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.zkspring.autoconfigure.diagnostics.FailureAnalyses;
import io.github.zkspring.client.ServerProbe;
import io.github.zkspring.client.ServerProbe.Finding;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.ZkUnavailableException;
import io.github.zkspring.faults.Certificates;
import io.github.zkspring.faults.SecureZooKeeper;
import io.github.zkspring.faults.Timeouts;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.client.ZKClientConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for TLS with an SSL bundle and server processes.
 */
class ZkTlsIntegrationTests {

	private static final Duration STARTUP_TIMEOUT = Duration.ofSeconds(4);

	private static Certificates certificates;

	private static Certificates strangers;

	private static SecureZooKeeper server;

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, ZkAutoConfiguration.class))
		.withPropertyValues("zk.session-timeout=6s", "zk.startup.timeout=" + STARTUP_TIMEOUT.toMillis() + "ms",
				"zk.ssl.bundle=client");

	@BeforeAll
	static void start() {
		certificates = Certificates.create("Test Authority")
			.sign("server", "-ext", "san=dns:localhost,ip:127.0.0.1")
			.sign("client")
			.sign("other-client");
		strangers = Certificates.create("Strange Authority").sign("client");
		server = SecureZooKeeper.start(certificates, "server");
	}

	@AfterAll
	static void stop() {
		server.close();
		certificates.close();
		strangers.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "JKS", "PKCS12", "PEM" })
	void connectsWithClientCertificateFromBundleOfType(String type) {
		this.contextRunner.withPropertyValues(bundle(type, certificates, "client"))
			.withPropertyValues("zk.connect-string=localhost:" + server.port(), "zk.acl=creator-all")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(ZkSession.class).state()).isEqualTo(ZkSessionState.CONNECTED);
				CuratorFramework curator = context.getBean(CuratorFramework.class);
				curator.create().forPath("/" + type);
				assertThat(curator.getACL().forPath("/" + type)).singleElement()
					.matches(
							(acl) -> acl.getId().getScheme().equals("x509") && acl.getId().getId().equals("CN=client"));
				assertThat(System.getProperties().stringPropertyNames())
					.noneMatch((name) -> name.startsWith("zookeeper.ssl") || name.equals(ZKClientConfig.SECURE_CLIENT));
			});
	}

	@Test
	void verifiesAddressOfConnectString() {
		this.contextRunner.withPropertyValues(bundle("PEM", certificates, "client"))
			.withPropertyValues("zk.connect-string=127.0.0.1:" + server.port())
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void restrictsAccessToStoresAndDeletesThemWithClient() throws IOException {
		List<Path> before = stores();
		List<Path> created = new ArrayList<>();
		this.contextRunner.withPropertyValues(bundle("PKCS12", certificates, "client"))
			.withPropertyValues("zk.connect-string=localhost:" + server.port())
			.run((context) -> {
				created.addAll(stores());
				created.removeAll(before);
				assertThat(created).hasSize(1);
				assertThat(permissions(created.get(0))).isEqualTo("rwx------");
				try (Stream<Path> files = Files.list(created.get(0))) {
					assertThat(files).hasSize(2).allMatch((file) -> permissions(file).equals("rw-------"));
				}
			});
		assertThat(created.get(0)).doesNotExist();
	}

	@Test
	void leavesNoStoreAfterFailedStart() throws IOException {
		List<Path> before = stores();
		fails(bundle("PEM", strangers, "client"), "localhost:" + server.port());
		this.contextRunner
			.withPropertyValues("zk.ssl.bundle=client", "zk.connect-string=localhost:1",
					"spring.ssl.bundle.pem.client.truststore.certificate=" + certificates.authority(),
					"zk.acl=creator-all", "zk.namespace=/wrong")
			.run((context) -> assertThat(context).hasFailed());
		assertThat(stores()).containsExactlyInAnyOrderElementsOf(before);
	}

	@Test
	void failsWithUnknownAuthority() {
		assertThat(fails(bundle("PEM", strangers, "client"), "localhost:" + server.port()))
			.isEqualTo(Finding.TLS_FAILED);
	}

	@Test
	void failsWithAuthorityOfSameNameButOtherKey() {
		try (Certificates doubles = Certificates.create("Test Authority").sign("client")) {
			assertThat(fails(bundle("PEM", doubles, "client"), "localhost:" + server.port()))
				.isEqualTo(Finding.TLS_FAILED);
		}
	}

	@Test
	void failsWithCertificateForOtherHost() {
		certificates.sign("elsewhere", "-ext", "san=dns:elsewhere.example");
		try (SecureZooKeeper elsewhere = SecureZooKeeper.start(certificates, "elsewhere")) {
			String[] bundle = bundle("PEM", certificates, "client");
			assertThat(fails(bundle, "localhost:" + elsewhere.port())).isEqualTo(Finding.TLS_FAILED);
			assertThat(fails(bundle, "127.0.0.1:" + elsewhere.port())).isEqualTo(Finding.TLS_FAILED);
		}
	}

	@Test
	void failsWithAddressThatIsNotInCertificate() {
		certificates.sign("nameOnly", "-ext", "san=dns:localhost");
		try (SecureZooKeeper nameOnly = SecureZooKeeper.start(certificates, "nameOnly")) {
			String[] bundle = bundle("PEM", certificates, "client");
			assertThat(fails(bundle, "127.0.0.1:" + nameOnly.port())).isEqualTo(Finding.TLS_FAILED);
			String[] withSasl = StringUtils.concatenateStringArrays(bundle,
					new String[] { "zk.sasl.username=shop", "zk.sasl.password=secret" });
			assertThat(fails(withSasl, "127.0.0.1:" + nameOnly.port())).isEqualTo(Finding.TLS_FAILED);
			this.contextRunner.withPropertyValues(bundle)
				.withPropertyValues("zk.connect-string=localhost:" + nameOnly.port())
				.run((context) -> assertThat(context).hasNotFailed());
		}
	}

	@Test
	void failsWithExpiredCertificate() {
		certificates.sign("expired", "-ext", "san=dns:localhost", "-startdate", "-10d", "-validity", "5");
		try (SecureZooKeeper expired = SecureZooKeeper.start(certificates, "expired")) {
			assertThat(fails(bundle("PEM", certificates, "client"), "localhost:" + expired.port()))
				.isEqualTo(Finding.TLS_FAILED);
		}
	}

	@Test
	void failsWithoutTlsOnSecurePort() {
		assertThat(fails(new String[] { "zk.ssl.bundle=" }, "localhost:" + server.port()))
			.isEqualTo(Finding.NO_SESSION);
	}

	@Test
	void failsWithTlsOnPlainPort() {
		assertThat(fails(bundle("PEM", certificates, "client"), "localhost:" + server.plain().port()))
			.isEqualTo(Finding.TLS_FAILED);
	}

	@Test
	void failsWithoutClientCertificate() {
		assertThat(fails(
				new String[] { "spring.ssl.bundle.pem.client.truststore.certificate=" + certificates.authority() },
				"localhost:" + server.port()))
			.isEqualTo(Finding.TLS_FAILED);
	}

	@Test
	void usesProtocolsAndCiphersOfBundle() {
		this.contextRunner.withPropertyValues(bundle("PEM", certificates, "client"))
			.withPropertyValues("zk.connect-string=localhost:" + server.port(),
					"spring.ssl.bundle.pem.client.options.enabled-protocols=TLSv1.2",
					"spring.ssl.bundle.pem.client.options.ciphers=TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")
			.run((context) -> {
				assertThat(context).hasFailed();
				assertThat(context).getFailure()
					.cause()
					.isInstanceOfSatisfying(ZkUnavailableException.class,
							(ex) -> assertThat(ex.getProbes()).singleElement()
								.matches((probe) -> probe.finding() == Finding.TLS_FAILED));
			});
	}

	@Test
	void usesReloadedBundleForNextConnection(@TempDir Path directory) throws IOException {
		writePem(directory, "client");
		Path authority = Files.writeString(directory.resolve("authority.pem"), certificates.authority());
		this.contextRunner
			.withPropertyValues("zk.connect-string=localhost:" + server.port(), "zk.acl=creator-all",
					"zk.session-timeout=30s", "spring.ssl.bundle.watch.file.quiet-period=100ms",
					"spring.ssl.bundle.pem.client.reload-on-update=true",
					"spring.ssl.bundle.pem.client.keystore.certificate=file:" + directory.resolve("certificate.pem"),
					"spring.ssl.bundle.pem.client.keystore.private-key=file:" + directory.resolve("key.pem"),
					"spring.ssl.bundle.pem.client.truststore.certificate=file:" + authority)
			.run((context) -> {
				CuratorFramework curator = context.getBean(CuratorFramework.class);
				long session = context.getBean(ZkSession.class).id();
				assertThat(creator(curator, "/before")).isEqualTo("CN=client");
				List<Path> stores = stores();
				long written = modified(stores);
				writePem(directory, "other-client");
				await().atMost(Timeouts.LONG).until(() -> modified(stores) > written);
				server.plain().restart();
				await().atMost(Timeouts.LONG)
					.ignoreExceptions()
					.until(() -> creator(curator, "/after").equals("CN=other-client"));
				assertThat(context.getBean(ZkSession.class).id()).isEqualTo(session);
			});
	}

	private Finding fails(String[] bundle, String connectString) {
		List<Finding> findings = new ArrayList<>();
		long begin = System.nanoTime();
		this.contextRunner.withPropertyValues("zk.connect-string=" + connectString)
			.withPropertyValues(bundle)
			.run((context) -> assertThat(context).getFailure()
				.cause()
				.isInstanceOfSatisfying(ZkUnavailableException.class, (ex) -> {
					ServerProbe probe = ex.getProbes().get(0);
					findings.add(probe.finding());
					assertThat(probe.detail() != null).isEqualTo(probe.finding() == Finding.TLS_FAILED);
					FailureAnalysis analysis = FailureAnalyses.of(ex);
					assertThat(analysis.getDescription()).contains(connectString);
					assertThat(analysis.getDescription() + analysis.getAction() + ex)
						.doesNotContain(Certificates.PASSWORD);
				}));
		// plus the context, closing it and a slow machine
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(STARTUP_TIMEOUT.plusSeconds(5));
		assertThat(findings).hasSize(1);
		return findings.get(0);
	}

	private static String creator(CuratorFramework curator, String path) throws Exception {
		curator.create().orSetData().forPath(path);
		String creator = curator.getACL().forPath(path).get(0).getId().getId();
		curator.delete().forPath(path);
		return creator;
	}

	private static void writePem(Path directory, String alias) throws IOException {
		Files.writeString(directory.resolve("certificate.pem"), certificates.certificate(alias));
		Files.writeString(directory.resolve("key.pem"), certificates.privateKey(alias));
	}

	private static String[] bundle(String type, Certificates from, String alias) {
		if (type.equals("PEM")) {
			return new String[] { "spring.ssl.bundle.pem.client.keystore.certificate=" + from.certificate(alias),
					"spring.ssl.bundle.pem.client.keystore.private-key=" + from.privateKey(alias),
					"spring.ssl.bundle.pem.client.truststore.certificate=" + from.authority() };
		}
		String prefix = "spring.ssl.bundle.jks.client.";
		return new String[] { prefix + "keystore.location=" + from.keyStore(type, alias),
				prefix + "keystore.type=" + type, prefix + "keystore.password=" + Certificates.PASSWORD,
				prefix + "truststore.location=" + from.trustStore(type), prefix + "truststore.type=" + type,
				prefix + "truststore.password=" + Certificates.PASSWORD };
	}

	private static List<Path> stores() throws IOException {
		String prefix = "zk-tls-%d-".formatted(ProcessHandle.current().pid());
		try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
			return files.filter((file) -> file.getFileName().toString().startsWith(prefix)).toList();
		}
	}

	private static long modified(List<Path> stores) {
		return stores.stream()
			.map((store) -> store.resolve("keys.p12").toFile().lastModified())
			.max(Long::compare)
			.orElseThrow();
	}

	private static String permissions(Path file) {
		try {
			return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
