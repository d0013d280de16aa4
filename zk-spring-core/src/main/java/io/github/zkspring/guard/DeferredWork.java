package io.github.zkspring.guard;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;

import io.github.zkspring.annotation.BeanMethod;

import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.util.ClassUtils;

/**
 * Refuses guarded methods whose signature says that the work goes on after the method has
 * returned. The result of a {@link CompletableFuture} or {@link CompletionStage} is
 * accepted, because guards follow it.
 */
final class DeferredWork {

	private static final Set<Class<?>> FOLLOWED = Set.of(CompletableFuture.class, CompletionStage.class);

	private static final List<Class<?>> DEFERRED = List.of(Future.class, Flow.Publisher.class, BaseStream.class,
			Callable.class);

	/** Found by name, because the libraries are optional. */
	private static final Set<String> DEFERRED_NAMES = Set.of("org.reactivestreams.Publisher",
			"kotlinx.coroutines.flow.Flow", "kotlinx.coroutines.Job", "kotlin.sequences.Sequence",
			"org.springframework.web.context.request.async.DeferredResult",
			"org.springframework.web.context.request.async.WebAsyncTask",
			"org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody",
			"org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter");

	private static final String CONTINUATION = "kotlin.coroutines.Continuation";

	private DeferredWork() {
	}

	/**
	 * Requires that the guard covers all work of a method.
	 * @param guarded the method
	 * @param annotation the annotation, for messages
	 * @throws io.github.zkspring.client.InvalidZkMethodException when its work outlives
	 * the call
	 */
	static void refuse(BeanMethod guarded, String annotation) {
		Class<?>[] parameters = guarded.method().getParameterTypes();
		if (parameters.length > 0 && isOrExtends(parameters[parameters.length - 1], Set.of(CONTINUATION))) {
			throw guarded.invalid(
					"it is a suspend function, which returns to its caller before its work is done: the guard of %s would end at the first suspension"
						.formatted(annotation),
					"Annotate a blocking function, and call it from the coroutine (withContext(Dispatchers.IO) { … }).");
		}
		Class<?> returned = guarded.returnType();
		if (isDeferred(returned)) {
			throw guarded.invalid(
					"the guard of %s ends before the returned %s does its work".formatted(annotation,
							returned.getSimpleName()),
					"Annotate the method that does the work, or return a CompletableFuture, which the guard follows.");
		}
	}

	private static boolean isDeferred(Class<?> type) {
		if (FOLLOWED.contains(type)) {
			return false;
		}
		return DEFERRED.stream().anyMatch((deferred) -> deferred.isAssignableFrom(type))
				|| isOrExtends(type, DEFERRED_NAMES) || (!CompletionStage.class.isAssignableFrom(type)
						&& ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null);
	}

	private static boolean isOrExtends(Class<?> type, Set<String> names) {
		for (Class<?> next = type; next != null; next = next.getSuperclass()) {
			if (names.contains(next.getName())) {
				return true;
			}
		}
		return ClassUtils.getAllInterfacesForClassAsSet(type)
			.stream()
			.anyMatch((implemented) -> names.contains(implemented.getName()));
	}

}
