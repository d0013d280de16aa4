package io.github.zkspring.autoconfigure.diagnostics;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.env.Environment;

/**
 * {@link FailureAnalyzer} for a {@code zk} property that is required, or whose default is
 * invalid. Spring Boot analyzes invalid values of properties that are set, and no others.
 */
class UnsetPropertyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidConfigurationPropertyValueException> {

	private static final String PREFIX = "zk.";

	private final Environment environment;

	UnsetPropertyFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure,
			InvalidConfigurationPropertyValueException cause) {
		if (!cause.getName().startsWith(PREFIX) || isSet(cause.getName())) {
			return null;
		}
		return new FailureAnalysis(
				"The configuration property '%s' is missing or invalid. %s".formatted(cause.getName(),
						cause.getReason()),
				"Set the property '%s' to a valid value.".formatted(cause.getName()), cause);
	}

	private boolean isSet(String property) {
		if (!ConfigurationPropertyName.isValid(property)) {
			return false;
		}
		ConfigurationPropertyName name = ConfigurationPropertyName.of(property);
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			if (source.getConfigurationProperty(name) != null) {
				return true;
			}
		}
		return false;
	}

}
