package io.github.zkspring.watch.method;

import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

import io.github.zkspring.annotation.AnnotatedBeans;
import io.github.zkspring.annotation.BeanMethod;
import io.github.zkspring.watch.ChildrenEvent;
import io.github.zkspring.watch.ZnodeEvent;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.core.ResolvableType;

/**
 * Registers reflection hints for the payload types of watch methods, for native images.
 * The class of the bean determines the types of inherited generic methods.
 */
class WatchMethodHints implements BeanRegistrationAotProcessor {

	private static final Set<Class<?>> EVENTS = Set.of(ZnodeEvent.class, ChildrenEvent.class);

	private final BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean bean) {
		Class<?> type = bean.getBeanClass();
		Type[] payloads = AnnotatedBeans.methods(type, WatchMethodProcessor.ANNOTATIONS)
			.keySet()
			.stream()
			.flatMap((method) -> new BeanMethod(bean.getBeanName(), method, type).knownTypes())
			.filter((parameter) -> parameter.resolve() != Stat.class)
			.flatMap(WatchMethodHints::payloads)
			.map(ResolvableType::getType)
			.toArray(Type[]::new);
		return (payloads.length == 0) ? null : (generation, code) -> this.binding
			.registerReflectionHints(generation.getRuntimeHints().reflection(), payloads);
	}

	private static Stream<ResolvableType> payloads(ResolvableType parameter) {
		return EVENTS.contains(parameter.toClass()) ? Arrays.stream(parameter.getGenerics()) : Stream.of(parameter);
	}

}
