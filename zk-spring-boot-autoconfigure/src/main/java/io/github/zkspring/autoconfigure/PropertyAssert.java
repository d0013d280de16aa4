package io.github.zkspring.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * Checks the values of configuration properties while they are bound. For the
 * auto-configurations, not for applications.
 *
 * @since 0.1.0
 */
public final class PropertyAssert {

	private static final Duration SHORTEST = Duration.ofMillis(1);

	/** Far from the overflow of nanoseconds in a {@code long}. */
	private static final Duration LONGEST = Duration.ofDays(3650);

	private static final List<ChronoUnit> UNITS = List.of(ChronoUnit.DAYS, ChronoUnit.HOURS, ChronoUnit.MINUTES,
			ChronoUnit.SECONDS, ChronoUnit.MILLIS);

	private PropertyAssert() {
	}

	/**
	 * Checks that a duration is at least one millisecond.
	 * @param name the name of the property
	 * @param value the value, {@code null} for none
	 */
	public static void positive(String name, @Nullable Duration value) {
		between(name, value, SHORTEST, LONGEST);
	}

	/**
	 * Checks that a size is at least one byte.
	 * @param name the name of the property
	 * @param value the value
	 */
	static void positive(String name, DataSize value) {
		if (value.toBytes() < 1) {
			throw new InvalidConfigurationPropertyValueException(name, value, "It must be at least 1B.");
		}
	}

	/**
	 * Checks that a duration is zero or longer.
	 * @param name the name of the property
	 * @param value the value
	 */
	public static void notNegative(String name, Duration value) {
		between(name, value, Duration.ZERO, LONGEST);
	}

	/**
	 * Checks that a duration is at least one millisecond, and that its milliseconds are
	 * an {@code int}.
	 * @param name the name of the property
	 * @param value the value
	 */
	static void positiveMillis(String name, Duration value) {
		between(name, value, SHORTEST, Duration.ofMillis(Integer.MAX_VALUE));
	}

	private static void between(String name, @Nullable Duration value, Duration min, Duration max) {
		if (value != null && (value.compareTo(min) < 0 || value.compareTo(max) > 0)) {
			throw new InvalidConfigurationPropertyValueException(name, text(value),
					"It must be between %s and %s.".formatted(text(min), text(max)));
		}
	}

	// in the largest unit that expresses the value exactly
	private static String text(Duration value) {
		ChronoUnit unit = value.isZero() ? ChronoUnit.SECONDS
				: UNITS.stream()
					.filter((candidate) -> candidate.getDuration()
						.multipliedBy(value.dividedBy(candidate.getDuration()))
						.equals(value))
					.findFirst()
					.orElse(ChronoUnit.NANOS);
		return DurationStyle.SIMPLE.print(value, unit);
	}

	/**
	 * Checks that a number is within a range.
	 * @param name the name of the property
	 * @param value the value, {@code null} for none
	 * @param min the smallest valid value
	 * @param max the largest valid value
	 */
	public static void between(String name, @Nullable Number value, long min, long max) {
		if (value != null && (value.longValue() < min || value.longValue() > max)) {
			throw new InvalidConfigurationPropertyValueException(name, value,
					"It must be between %d and %d.".formatted(min, max));
		}
	}

	/**
	 * Checks that a text is not blank.
	 * @param name the name of the property
	 * @param value the value
	 */
	static void hasText(String name, String value) {
		if (!StringUtils.hasText(value)) {
			throw new InvalidConfigurationPropertyValueException(name, value, "A value is required.");
		}
	}

}
