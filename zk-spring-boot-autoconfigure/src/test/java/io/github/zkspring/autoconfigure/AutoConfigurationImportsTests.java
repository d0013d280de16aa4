package io.github.zkspring.autoconfigure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.core.io.UrlResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the files in which auto-configurations and failure analyzers are registered.
 */
class AutoConfigurationImportsTests {

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackagesOf(ZkAutoConfiguration.class);

	/** Ignores analyzers of other libraries whose classes are not present. */
	private static final FailureHandler OTHERS = FailureHandler.handleMessage((message, failure) -> {
	});

	@Test
	void listsEveryAutoConfigurationInOrder() throws IOException {
		String content = resource("META-INF/spring/" + AutoConfiguration.class.getName() + ".imports")
			.getContentAsString(StandardCharsets.UTF_8);
		List<String> names = content.lines().filter(StringUtils::hasText).toList();
		assertThat(names).isSorted().doesNotHaveDuplicates();
		assertThat(names).containsExactlyInAnyOrderElementsOf(CLASSES.stream()
			.filter((type) -> type.isAnnotatedWith(AutoConfiguration.class))
			.map(JavaClass::getName)
			.toList());
	}

	@Test
	void listsEveryFailureAnalyzer() throws IOException {
		assertThat(failureAnalyzers()).isSorted()
			.containsExactlyInAnyOrderElementsOf(CLASSES.stream()
				.filter((type) -> type.isAssignableTo(FailureAnalyzer.class))
				.map(JavaClass::getName)
				.toList());
	}

	@Test
	void everyFailureAnalyzerCanBeInstantiated() throws IOException {
		SpringFactoriesLoader factories = SpringFactoriesLoader.forDefaultResourceLocation(getClass().getClassLoader());
		ArgumentResolver arguments = ArgumentResolver.of(Environment.class, new MockEnvironment())
			.and(BeanFactory.class, new DefaultListableBeanFactory());
		assertThat(factories.load(FailureAnalyzer.class, arguments, OTHERS))
			.extracting((analyzer) -> analyzer.getClass().getName())
			.containsAll(failureAnalyzers());
	}

	private static List<String> failureAnalyzers() throws IOException {
		Properties factories = PropertiesLoaderUtils.loadProperties(resource("META-INF/spring.factories"));
		return List
			.of(StringUtils.commaDelimitedListToStringArray(factories.getProperty(FailureAnalyzer.class.getName())));
	}

	private static Resource resource(String name) throws IOException {
		return new UrlResource(ZkAutoConfiguration.class.getProtectionDomain().getCodeSource().getLocation())
			.createRelative(name);
	}

}
