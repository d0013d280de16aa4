package io.github.zkspring.autoconfigure.diagnostics;

import java.util.Objects;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;

/**
 * Analyzes failures with the registered analyzers, as Spring Boot does.
 */
public final class FailureAnalyses {

	private FailureAnalyses() {
	}

	/**
	 * Return the first analysis of a failure.
	 * @param failure the failure
	 * @return the analysis
	 * @throws java.util.NoSuchElementException if no analyzer accepts the failure
	 */
	public static FailureAnalysis of(Throwable failure) {
		// some analyzers of Spring Boot require a context
		ArgumentResolver environment = ArgumentResolver.of(Environment.class, new StandardEnvironment());
		return SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, environment, (type, name, ex) -> {
			})
			.stream()
			.map((analyzer) -> analyzer.analyze(failure))
			.filter(Objects::nonNull)
			.findFirst()
			.orElseThrow();
	}

}
