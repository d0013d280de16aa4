package io.github.zkspring.watch;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotationPredicates;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.RepeatableContainers;

/**
 * Finds the watches of a class in its annotations: repeated ones, composed ones, and
 * those of interfaces.
 */
final class WatchAnnotations {

	private static final List<Class<? extends Annotation>> KINDS = List.of(ZkDataWatch.class, ZkChildrenWatch.class,
			ZkTreeWatch.class);

	private WatchAnnotations() {
	}

	/**
	 * Find the watches.
	 * @param type the class of a bean
	 * @return the annotations of each annotated method, in their order
	 */
	static Map<Method, List<Annotation>> find(Class<?> type) {
		if (!AnnotationUtils.isCandidateClass(type, KINDS)) {
			return Map.of();
		}
		MethodIntrospector.MetadataLookup<List<Annotation>> lookup = WatchAnnotations::of;
		return MethodIntrospector.selectMethods(type, lookup);
	}

	private static @Nullable List<Annotation> of(Method method) {
		MergedAnnotations all = MergedAnnotations.from(method, MergedAnnotations.SearchStrategy.TYPE_HIERARCHY,
				RepeatableContainers.standardRepeatables());
		List<Annotation> found = KINDS.stream().<Annotation>flatMap((kind) -> of(all, kind)).toList();
		return found.isEmpty() ? null : found;
	}

	// a method and the method of an interface that it implements are one
	private static <A extends Annotation> Stream<A> of(MergedAnnotations all, Class<A> kind) {
		return all.stream(kind)
			.filter(MergedAnnotationPredicates.firstRunOf(MergedAnnotation::getAggregateIndex))
			.map(MergedAnnotation::synthesize);
	}

}
