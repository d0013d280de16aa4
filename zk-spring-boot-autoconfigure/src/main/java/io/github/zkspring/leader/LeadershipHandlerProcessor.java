package io.github.zkspring.leader;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.function.Function;

import io.github.zkspring.client.AnnotatedMethods;
import io.github.zkspring.client.AnnotationValues;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

/**
 * Finds the methods with {@link OnLeadershipGranted} and {@link OnLeadershipRevoked} of
 * all beans once the singletons are there, before any election is joined. A method that
 * cannot be called fails the start.
 */
public class LeadershipHandlerProcessor implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(LeadershipHandlerProcessor.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final ObjectProvider<LeadershipHandlers> handlers;

	private final ObjectProvider<LeaderElections> elections;

	private final ElectionNames names;

	/**
	 * Create a processor.
	 * @param beanFactory knows the beans
	 * @param handlers takes the methods
	 * @param elections joins their elections
	 */
	public LeadershipHandlerProcessor(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<LeadershipHandlers> handlers, ObjectProvider<LeaderElections> elections) {
		this.beanFactory = beanFactory;
		this.handlers = handlers;
		this.elections = elections;
		this.names = new ElectionNames(new AnnotationValues(beanFactory));
	}

	@Override
	public void afterSingletonsInstantiated() {
		for (String beanName : this.beanFactory.getBeanNamesForType(Object.class, true, false)) {
			Class<?> type = ScopedProxyUtils.isScopedTarget(beanName) ? null : userType(beanName);
			if (type != null && !type.getName().startsWith("org.springframework.")) {
				process(beanName, type, OnLeadershipGranted.class, OnLeadershipGranted::value, true);
				process(beanName, type, OnLeadershipRevoked.class, OnLeadershipRevoked::value, false);
			}
		}
	}

	private @Nullable Class<?> userType(String beanName) {
		try {
			return AutoProxyUtils.determineTargetClass(this.beanFactory, beanName);
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("The type of bean '" + beanName + "' cannot be known: it is not searched for handlers", ex);
			return null;
		}
	}

	private <A extends Annotation> void process(String beanName, Class<?> type, Class<A> annotation,
			Function<A, String> name, boolean onGrant) {
		if (!AnnotationUtils.isCandidateClass(type, annotation)) {
			return;
		}
		MethodIntrospector.MetadataLookup<A> lookup = (method) -> AnnotatedElementUtils.findMergedAnnotation(method,
				annotation);
		Map<Method, A> methods = MethodIntrospector.selectMethods(type, lookup);
		methods.forEach((method, found) -> {
			String election = this.names.resolve(beanName, method, name.apply(found));
			this.handlers.getObject()
				.add(LeadershipHandler.of(election, onGrant, beanName, invocable(beanName, method),
						() -> this.beanFactory.getBean(beanName)));
			this.elections.getObject().election(election);
		});
	}

	private Method invocable(String beanName, Method method) {
		Class<?> beanType = this.beanFactory.getType(beanName, false);
		return (beanType != null) ? AnnotatedMethods.invocable(beanName, method, beanType) : method;
	}

}
