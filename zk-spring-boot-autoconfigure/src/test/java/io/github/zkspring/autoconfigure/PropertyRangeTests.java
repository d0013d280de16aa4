package io.github.zkspring.autoconfigure;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.github.zkspring.autoconfigure.discovery.ZkDiscoveryProperties;
import io.github.zkspring.autoconfigure.embedded.ZkEmbeddedProperties;
import io.github.zkspring.autoconfigure.health.ZkHealthProperties;
import io.github.zkspring.autoconfigure.leader.ZkLeaderProperties;
import io.github.zkspring.autoconfigure.lease.ZkLeaseProperties;
import io.github.zkspring.autoconfigure.lock.ZkLockAutoConfiguration;
import io.github.zkspring.autoconfigure.lock.ZkLockProperties;
import io.github.zkspring.autoconfigure.recipe.ZkRecipeProperties;
import io.github.zkspring.autoconfigure.template.ZkTemplateProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the ranges of all configuration properties.
 */
class PropertyRangeTests {

	private static final List<Class<?>> PROPERTIES = List.of(ZkProperties.class, ZkWatchProperties.class,
			ZkLeaderProperties.class, ZkLockProperties.class, ZkLeaseProperties.class, ZkRecipeProperties.class,
			ZkTemplateProperties.class, ZkDiscoveryProperties.class, ZkEmbeddedProperties.class,
			ZkHealthProperties.class);

	private static final Set<String> MAY_BE_ZERO = Set.of("zk.watch.overdue-after", "zk.lock.wait",
			"zk.lock.drain-timeout", "zk.leader.drain-timeout", "zk.leader.initial-wait", "zk.discovery.drain",
			"zk.embedded.port");

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withUserConfiguration(AllProperties.class);

	static Stream<String> invalid() {
		return properties().flatMap(
				(property) -> Arrays.stream(property.invalidValues()).map((value) -> property.name() + "=" + value));
	}

	static Stream<String> zero() {
		return MAY_BE_ZERO.stream();
	}

	private static Stream<Property> properties() {
		return PROPERTIES.stream()
			.flatMap((type) -> properties(type.getAnnotation(ConfigurationProperties.class).value(), type));
	}

	private static Stream<Property> properties(String prefix, Class<?> type) {
		return Arrays.stream(type.getRecordComponents()).flatMap((component) -> {
			String name = prefix + "." + name(type, component);
			return component.getType().isRecord() ? properties(name, component.getType())
					: Stream.of(new Property(name, component.getType()));
		});
	}

	private static String name(Class<?> type, RecordComponent component) {
		return Stream.of(type.getDeclaredConstructors()[0].getParameters())
			.filter((parameter) -> parameter.getName().equals(component.getName()))
			.map((parameter) -> parameter.getAnnotation(Name.class))
			.filter(Objects::nonNull)
			.map(Name::value)
			.findFirst()
			.orElseGet(() -> component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
	}

	@ParameterizedTest
	@MethodSource
	void invalid(String property) {
		String[] parts = property.split("=");
		this.contextRunner.withPropertyValues(property)
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(ConfigurationPropertiesBindException.class)
				.hasStackTraceContaining(parts[0])
				.hasStackTraceContaining(parts[1]));
	}

	@ParameterizedTest
	@MethodSource
	void zero(String property) {
		this.contextRunner.withPropertyValues(property + "=0").run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void coversDurationsNumbersAndSizes() {
		assertThat(invalid()).hasSizeGreaterThan(50)
			.contains("zk.retry.max-attempts=0", "zk.lock.wait=-1s", "zk.template.timeout=0s",
					"zk.watch.max-payload=0B", "zk.discovery.ssl-port=-1");
	}

	@Test
	void bindsDefaults() {
		this.contextRunner.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void namesAdviceOrderThatIsNoNumber() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkLockAutoConfiguration.class))
			.withPropertyValues("zk.lock.advice-order=inner", "zk.startup.on-unavailable=continue")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("zk.lock.advice-order")
				.hasStackTraceContaining("inner"));
	}

	private record Property(String name, Class<?> type) {

		String[] invalidValues() {
			boolean mayBeZero = MAY_BE_ZERO.contains(this.name);
			if (this.type == Duration.class) {
				return mayBeZero ? new String[] { "-1s", "-1ns", "4000d" }
						: new String[] { "-1s", "-1ns", "0s", "1ns", "4000d" };
			}
			if (this.type == DataSize.class) {
				return new String[] { "-1B", "0B" };
			}
			if (this.name.endsWith("advice-order")) {
				return new String[] { "inner" };
			}
			if (this.type == int.class || this.type == Integer.class) {
				return mayBeZero ? new String[] { "-1" } : new String[] { "-1", "0" };
			}
			return (this.type.isEnum() || this.type == boolean.class) ? new String[] { "perhaps" } : new String[0];
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties({ ZkProperties.class, ZkWatchProperties.class, ZkLeaderProperties.class,
			ZkLockProperties.class, ZkLeaseProperties.class, ZkRecipeProperties.class, ZkTemplateProperties.class,
			ZkDiscoveryProperties.class, ZkEmbeddedProperties.class, ZkHealthProperties.class })
	static class AllProperties {

	}

}
