package io.github.zkspring.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Registers meters with the description, unit and tags of their {@link ZkMeter}. A meter
 * that is already registered stays.
 */
final class Meters {

	private final MeterRegistry registry;

	Meters(MeterRegistry registry) {
		this.registry = registry;
	}

	MeterRegistry registry() {
		return this.registry;
	}

	/**
	 * Registers a gauge.
	 * @param <T> the type of the source
	 * @param meter the meter
	 * @param source the source of the value, strongly referenced
	 * @param value reads the value
	 * @param tags the values of the tags
	 */
	<T> void gauge(ZkMeter meter, T source, ToDoubleFunction<T> value, String... tags) {
		Gauge.builder(meter.meterName(), source, value)
			.description(meter.description())
			.baseUnit(unit(meter))
			.tags(tags(meter, ZkMeter.Kind.GAUGE, tags))
			.strongReference(true)
			.register(this.registry);
	}

	/**
	 * Registers a counter whose value is read on demand.
	 * @param <T> the type of the source
	 * @param meter the meter
	 * @param source the source of the value, weakly referenced
	 * @param count reads the value
	 * @param tags the values of the tags
	 */
	<T> void counter(ZkMeter meter, T source, ToDoubleFunction<T> count, String... tags) {
		FunctionCounter.builder(meter.meterName(), source, count)
			.description(meter.description())
			.baseUnit(unit(meter))
			.tags(tags(meter, ZkMeter.Kind.COUNTER, tags))
			.register(this.registry);
	}

	Counter counter(ZkMeter meter, String... tags) {
		return Counter.builder(meter.meterName())
			.description(meter.description())
			.baseUnit(unit(meter))
			.tags(tags(meter, ZkMeter.Kind.COUNTER, tags))
			.register(this.registry);
	}

	Timer timer(ZkMeter meter, String... tags) {
		return Timer.builder(meter.meterName())
			.description(meter.description())
			.tags(tags(meter, ZkMeter.Kind.TIMER, tags))
			.register(this.registry);
	}

	private static @Nullable String unit(ZkMeter meter) {
		return StringUtils.hasText(meter.baseUnit()) ? meter.baseUnit() : null;
	}

	private static List<Tag> tags(ZkMeter meter, ZkMeter.Kind kind, String... values) {
		Assert.state(meter.kind() == kind && meter.tags().size() == values.length,
				() -> "%s is a %s with the tags %s".formatted(meter, meter.kind(), meter.tags()));
		List<Tag> tags = new ArrayList<>(values.length);
		for (int index = 0; index < values.length; index++) {
			tags.add(Tag.of(meter.tags().get(index), values[index]));
		}
		return tags;
	}

}
