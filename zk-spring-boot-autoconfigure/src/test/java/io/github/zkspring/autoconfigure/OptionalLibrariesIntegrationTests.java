package io.github.zkspring.autoconfigure;

import java.io.File;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.zkspring.client.support.CallObserver;
import io.github.zkspring.discovery.http.ServiceRequestInterceptor;
import io.github.zkspring.faults.AbstractServerIntegrationTests;
import io.github.zkspring.faults.JavaProcess;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.health.ZkHealthIndicator;
import io.github.zkspring.metrics.ZkSessionMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.Configurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportSelector;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for applications without optional libraries.
 */
class OptionalLibrariesIntegrationTests extends AbstractServerIntegrationTests {

	private static final Pattern OPTIONAL = Pattern.compile(
			"(micrometer|context-propagation|spring-boot-(micrometer|actuator|health|jackson|web|tomcat|servlet|http|"
					+ "docker|testcontainers)|jackson|spring-web|tomcat|metrics-core|snappy|spring-jdbc|h2-).*");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withBean("work", BareApplication.Work.class)
		.withBean("meters", MeterRegistry.class, SimpleMeterRegistry::new)
		.withBean("observations", ObservationRegistry.class, ObservationRegistry::create)
		.withUserConfiguration(OurAutoConfigurations.class)
		.withPropertyValues("zk.connect-string=" + server.connectString());

	@Test
	void definesAllBeansWithAllLibraries() {
		this.runner.run((context) -> assertThat(context).hasNotFailed()
			.hasSingleBean(ZkSessionMetrics.class)
			.hasSingleBean(ZkHealthIndicator.class)
			.hasSingleBean(ServiceRequestInterceptor.class)
			.hasBean("zkJsonCodec")
			.hasBean("zkWatchCallObserver"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void worksWithout(String library, String[] packages, Class<?> gone) {
		foreign.write("/limit", "19");
		this.runner.withClassLoader(new FilteredClassLoader(packages)).run((context) -> {
			assertThat(context).hasNotFailed();
			if (gone != null) {
				assertThat(context).doesNotHaveBean(gone);
			}
			else {
				assertThat(context).doesNotHaveBean("zkJsonCodec").doesNotHaveBean("zkRecordCodec");
			}
			BareApplication.Work work = context.getBean(BareApplication.Work.class);
			assertThat(work.limit()).isEqualTo(19);
			await().until(() -> work.lead() != null);
			assertThat(work.locked(7)).isPositive();
		});
	}

	static Stream<Arguments> worksWithout() {
		return Stream.of(Arguments.of("Micrometer", new String[] { "io.micrometer" }, ZkSessionMetrics.class),
				Arguments.of("Micrometer's observations", new String[] { "io.micrometer.observation" },
						CallObserver.class),
				Arguments.of("Actuator",
						new String[] { "org.springframework.boot.actuate", "org.springframework.boot.health" },
						ZkHealthIndicator.class),
				Arguments.of("Jackson", new String[] { "tools.jackson", "com.fasterxml.jackson" }, null),
				Arguments
					.of("web",
							new String[] { "org.springframework.web", "org.springframework.http",
									"org.springframework.boot.web", "jakarta.servlet" },
							ServiceRequestInterceptor.class));
	}

	@Test
	void worksWithoutAnyOptionalLibrary() {
		foreign.write("/limit", "19");
		String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !OPTIONAL.matcher(new File(entry).getName()).matches())
			.collect(Collectors.joining(File.pathSeparator));
		try (JavaProcess application = JavaProcess.start("bare", List.of("-cp", classPath), BareApplication.class,
				List.of("--zk.connect-string=" + server.connectString()))) {
			await(application.toString()).atMost(Timeouts.LONG)
				.failFast(() -> !application.isAlive())
				.until(() -> application.output().contains("bare: 19, leads, locked"));
		}
	}

	/**
	 * Auto-configurations of this project in their order, by their names, so that a
	 * missing class has the same effect as in an application.
	 */
	@Configuration(proxyBeanMethods = false)
	@Import(OurAutoConfigurations.Selector.class)
	static class OurAutoConfigurations {

		/**
		 * Reads their names.
		 */
		static class Selector implements ImportSelector {

			@Override
			public String[] selectImports(AnnotationMetadata metadata) {
				ClassLoader classLoader = OptionalLibrariesIntegrationTests.class.getClassLoader();
				Class<?>[] types = ImportCandidates.load(AutoConfiguration.class, classLoader)
					.getCandidates()
					.stream()
					.filter((name) -> name.startsWith("io.github.zkspring."))
					.map((name) -> ClassUtils.resolveClassName(name, classLoader))
					.toArray(Class<?>[]::new);
				return Stream.of(Configurations.getClasses(AutoConfigurations.of(types)))
					.map(Class::getName)
					.toArray(String[]::new);
			}

		}

	}

}
