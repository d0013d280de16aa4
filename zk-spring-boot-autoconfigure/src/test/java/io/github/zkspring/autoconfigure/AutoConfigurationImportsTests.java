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

import org.springframework.beans.BeanUtils;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.Resource;
import org.springframework.core.io.UrlResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the files in which auto-configurations and failure analyzers are registered.
 */
class AutoConfigurationImportsTests {

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackagesOf(ZkAutoConfiguration.class);

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
		assertThat(failureAnalyzers()).allSatisfy((name) -> {
			Class<?> type = ClassUtils.forName(name, getClass().getClassLoader());
			assertThat(BeanUtils.instantiateClass(type.getDeclaredConstructor())).isInstanceOf(FailureAnalyzer.class);
		});
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
