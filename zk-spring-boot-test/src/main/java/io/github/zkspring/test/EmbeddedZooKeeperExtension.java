package io.github.zkspring.test;

import java.util.Arrays;

import io.github.zkspring.embedded.EmbeddedZooKeeperServer;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.TestContextAnnotationUtils.AnnotationDescriptor;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * JUnit extension of {@link EmbeddedZooKeeper}: starts a server for a test class without
 * Spring, which JUnit closes with the context of that class, and resolves parameters.
 */
final class EmbeddedZooKeeperExtension implements BeforeAllCallback, ParameterResolver {

	private static final Namespace NAMESPACE = Namespace.create(EmbeddedZooKeeperExtension.class);

	private final SpringExtension spring = new SpringExtension();

	@Override
	public void beforeAll(ExtensionContext context) {
		if (!isSpringTest(context.getRequiredTestClass())) {
			server(context);
		}
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		if (parameter.getParameter().getType() != EmbeddedZooKeeperServer.class) {
			return false;
		}
		// JUnit rejects a parameter that two extensions support
		return !isSpringTest(context.getRequiredTestClass()) || !this.spring.supportsParameter(parameter, context);
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		if (isSpringTest(context.getRequiredTestClass())) {
			return SpringExtension.getApplicationContext(context).getBean(EmbeddedZooKeeperServer.class);
		}
		return server(context);
	}

	private static EmbeddedZooKeeperServer server(ExtensionContext context) {
		return context.getStore(NAMESPACE)
			.computeIfAbsent(owner(context.getRequiredTestClass()), (owner) -> start(), EmbeddedZooKeeperServer.class);
	}

	private static EmbeddedZooKeeperServer start() {
		EmbeddedZooKeeperServer server = new EmbeddedZooKeeperServer();
		server.start();
		return server;
	}

	private static Class<?> owner(Class<?> testClass) {
		AnnotationDescriptor<EmbeddedZooKeeper> descriptor = TestContextAnnotationUtils
			.findAnnotationDescriptor(testClass, EmbeddedZooKeeper.class);
		return (descriptor != null) ? descriptor.getRootDeclaringClass() : testClass;
	}

	private static boolean isSpringTest(Class<?> testClass) {
		return MergedAnnotations.search(SearchStrategy.TYPE_HIERARCHY)
			.withEnclosingClasses(TestContextAnnotationUtils::searchEnclosingClass)
			.from(testClass)
			.stream(ExtendWith.class)
			.flatMap((annotation) -> Arrays.stream(annotation.getClassArray("value")))
			.anyMatch(SpringExtension.class::isAssignableFrom);
	}

}
