package io.github.zkspring.watch.method;

import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.zkspring.annotation.AnnotationValues;
import io.github.zkspring.annotation.BeanMethod;
import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.watch.WatchErrorHandler;
import io.github.zkspring.watch.WatchOptions;
import io.github.zkspring.watch.ZkChildrenWatch;
import io.github.zkspring.watch.ZkDataWatch;
import io.github.zkspring.watch.ZkTreeWatch;
import io.github.zkspring.watch.ZkWatch;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Reads annotations into endpoints: resolves the attributes and rejects invalid paths,
 * durations, depths and patterns.
 */
class WatchEndpointReader {

	private final ConfigurableBeanFactory beanFactory;

	private final AnnotationValues values;

	WatchEndpointReader(ConfigurableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
		this.values = new AnnotationValues(beanFactory);
	}

	/**
	 * Reads one annotation.
	 * @param annotation one of the watch annotations
	 * @param method the annotated method
	 * @param number the position among the annotations of the method, from 1
	 * @return the endpoint
	 */
	WatchEndpoint read(Annotation annotation, BeanMethod method, int number) {
		if (annotation instanceof ZkDataWatch watch) {
			return endpoint(ZkWatch.Kind.DATA, method, watch.path(),
					options(method, watch.id(), watch.errorHandler(), number));
		}
		if (annotation instanceof ZkChildrenWatch watch) {
			return endpoint(ZkWatch.Kind.CHILDREN, method, watch.path(),
					settle(method, watch.settle(), options(method, watch.id(), watch.errorHandler(), number)));
		}
		ZkTreeWatch watch = (ZkTreeWatch) annotation;
		WatchOptions options = settle(method, watch.settle(),
				options(method, watch.id(), watch.errorHandler(), number));
		WatchOptions withDepth = convert(method, "depth", () -> options.withDepth(watch.depth()));
		return endpoint(ZkWatch.Kind.TREE, method, watch.path(), filter(method, watch.filter(), withDepth));
	}

	private WatchEndpoint endpoint(ZkWatch.Kind kind, BeanMethod method, String path, WatchOptions options) {
		return new WatchEndpoint(kind, method, resolve(method, path, "path", ZkPaths::validate), options);
	}

	private WatchOptions options(BeanMethod method, String id, String errorHandler, int number) {
		String resolved = resolve(method, id, "id", Function.identity());
		String generated = method.beanName() + "." + method.method().getName() + ((number > 1) ? "#" + number : "");
		WatchOptions options = WatchOptions.defaults().withId(StringUtils.hasText(resolved) ? resolved : generated);
		return StringUtils.hasText(errorHandler)
				? options.withErrorHandler(this.beanFactory.getBean(errorHandler, WatchErrorHandler.class)) : options;
	}

	private WatchOptions settle(BeanMethod method, String settle, WatchOptions options) {
		return options.withSettle(resolve(method, settle, "settle", WatchEndpointReader::duration));
	}

	private WatchOptions filter(BeanMethod method, String[] patterns, WatchOptions options) {
		return convert(method, "filter",
				() -> options.withFilter(Arrays.stream(patterns).map(this.values::resolve).toArray(String[]::new)));
	}

	private <T> T resolve(BeanMethod method, String text, String attribute, Function<String, T> conversion) {
		return convert(method, attribute, () -> conversion.apply(this.values.resolve(text)));
	}

	private static <T> T convert(BeanMethod method, String attribute, Supplier<T> conversion) {
		try {
			return conversion.get();
		}
		catch (IllegalArgumentException ex) {
			throw method.invalid(String.valueOf(ex.getMessage()),
					"Correct the attribute '%s' of the annotation, or the property it refers to.".formatted(attribute));
		}
	}

	private static Duration duration(@Nullable String text) {
		Duration duration = StringUtils.hasText(text)
				? DurationFormatterUtils.detectAndParse(text, DurationFormat.Unit.MILLIS) : Duration.ZERO;
		Assert.isTrue(!duration.isNegative(), () -> "'%s' is negative".formatted(text));
		return duration;
	}

}
