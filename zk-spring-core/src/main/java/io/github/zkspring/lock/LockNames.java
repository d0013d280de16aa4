package io.github.zkspring.lock;

import java.util.Arrays;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.contender.Contenders;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;
import org.springframework.util.ObjectUtils;

/**
 * Validates and creates lock names. A name consists of one or more path segments. None
 * may look like the znode of a contender, because locks may be nested.
 */
final class LockNames {

	private LockNames() {
	}

	/**
	 * Validate the name of a lock.
	 * @param name the name
	 * @return the same name
	 * @throws IllegalArgumentException when it is not valid
	 */
	static String validate(String name) {
		Assert.hasText(name, "the name of a lock must not be blank");
		ZkPaths.validate("/" + name);
		for (String segment : name.split("/")) {
			Assert.isTrue(!Contenders.isContender(segment),
					() -> "'%s' is not a valid name of a lock: it looks like the znode of a contender"
						.formatted(segment));
		}
		return name;
	}

	/**
	 * Converts a value to a path segment. Different texts produce different segments.
	 * @param value the value
	 * @return the segment
	 * @throws IllegalArgumentException when the value has no text that identifies it
	 */
	static String segment(@Nullable Object value) {
		Assert.notNull(value, "is null");
		Assert.isTrue(
				!ObjectUtils.isArray(value)
						&& ClassUtils.getMethod(value.getClass(), "toString").getDeclaringClass() != Object.class,
				() -> "is of %s, which does not override toString".formatted(value.getClass().getName()));
		String text = value.toString();
		Assert.hasText(text, "is blank");
		String segment = ZkPaths.segment(text);
		return Contenders.isContender(segment) ? segment.replace("-", "%2D") : segment;
	}

	/**
	 * Joins a name and further segments.
	 * @param first the first part, unescaped
	 * @param values the other segments, each of which is escaped
	 * @return the name
	 */
	static String join(String first, Object... values) {
		StringBuilder name = new StringBuilder(first);
		Arrays.stream(values).forEach((value) -> name.append('/').append(segment(value)));
		return validate(name.toString());
	}

}
