package io.github.zkspring.watch;

import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;

import io.github.zkspring.annotation.AnnotationValues;
import io.github.zkspring.client.InvalidZkMethodException;
import io.github.zkspring.client.ZkPaths;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Turns annotations into endpoints: resolves their texts and refuses what is no path, no
 * duration, no depth.
 */
class EndpointReader {

	private final ConfigurableBeanFactory beanFactory;

	private final AnnotationValues values;

	EndpointReader(ConfigurableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
		this.values = new AnnotationValues(beanFactory);
	}

	/**
	 * Read one annotation.
	 * @param annotation one of the watch annotations
	 * @param target the annotated method
	 * @param number its place among the annotations of the method, from 1
	 * @return the endpoint
	 */
	WatchEndpoint read(Annotation annotation, WatchEndpoint.Target target, int number) {
		if (annotation instanceof ZkDataWatch watch) {
			return endpoint(ZkWatch.Kind.DATA, target, watch.path(),
					options(target, watch.id(), watch.errorHandler(), number));
		}
		if (annotation instanceof ZkChildrenWatch watch) {
			return endpoint(ZkWatch.Kind.CHILDREN, target, watch.path(),
					settle(target, watch.settle(), options(target, watch.id(), watch.errorHandler(), number)));
		}
		ZkTreeWatch watch = (ZkTreeWatch) annotation;
		WatchOptions options = settle(target, watch.settle(),
				options(target, watch.id(), watch.errorHandler(), number));
		WatchOptions withDepth = convert(target, "depth", () -> options.withDepth(watch.depth()));
		return endpoint(ZkWatch.Kind.TREE, target, watch.path(), filter(target, watch.filter(), withDepth));
	}

	private WatchEndpoint endpoint(ZkWatch.Kind kind, WatchEndpoint.Target target, String path, WatchOptions options) {
		return new WatchEndpoint(kind, target, resolve(target, path, "path", ZkPaths::validate), options);
	}

	private WatchOptions options(WatchEndpoint.Target target, String id, String errorHandler, int number) {
		String own = resolve(target, id, "id", Function.identity());
		String generated = target.beanName() + "." + target.method().getName() + ((number > 1) ? "#" + number : "");
		WatchOptions options = WatchOptions.defaults().withId(StringUtils.hasText(own) ? own : generated);
		return StringUtils.hasText(errorHandler)
				? options.withErrorHandler(this.beanFactory.getBean(errorHandler, WatchErrorHandler.class)) : options;
	}

	private WatchOptions settle(WatchEndpoint.Target target, String settle, WatchOptions options) {
		return options.withSettle(resolve(target, settle, "settle", EndpointReader::duration));
	}

	private WatchOptions filter(WatchEndpoint.Target target, String[] patterns, WatchOptions options) {
		return convert(target, "filter",
				() -> options.withFilter(Arrays.stream(patterns).map(this.values::resolve).toArray(String[]::new)));
	}

	private <T> T resolve(WatchEndpoint.Target target, String text, String attribute, Function<String, T> conversion) {
		return convert(target, attribute, () -> conversion.apply(this.values.resolve(text)));
	}

	private static <T> T convert(WatchEndpoint.Target target, String attribute, Conversion<T> conversion) {
		try {
			return conversion.convert();
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidZkMethodException(target.beanName(), target.method(), String.valueOf(ex.getMessage()),
					"Correct the attribute '%s' of the annotation, or the property it refers to.".formatted(attribute));
		}
	}

	private static Duration duration(@Nullable String text) {
		Duration duration = StringUtils.hasText(text)
				? DurationFormatterUtils.detectAndParse(text, DurationFormat.Unit.MILLIS) : Duration.ZERO;
		Assert.isTrue(!duration.isNegative(), () -> "'%s' is negative".formatted(text));
		return duration;
	}

	/**
	 * Something that may refuse a text.
	 *
	 * @param <T> what comes out
	 */
	private interface Conversion<T> {

		T convert();

	}

}
