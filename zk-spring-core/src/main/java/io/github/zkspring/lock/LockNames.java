package io.github.zkspring.lock;

import java.util.Arrays;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.contender.Contenders;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.ObjectUtils;

/**
 * Names of locks: one or more path segments, none of which looks like the znode of a
 * contender, for locks may lie below each other.
 */
final class LockNames {

	private LockNames() {
	}

	/**
	 * Check the name of a lock.
	 * @param name the name
	 * @return the same name
	 * @throws IllegalArgumentException when it is none
	 */
	static String validate(String name) {
		Assert.hasText(name, "the name of a lock must not be blank");
		ZkPaths.validate("/" + name);
		for (String segment : name.split("/")) {
			Assert.isTrue(!Contenders.isContender(segment),
					() -> "'%s' looks like the znode of a contender and is no name of a lock".formatted(segment));
		}
		return name;
	}

	/**
	 * Make one segment of a value. Different texts give different segments.
	 * @param value the value
	 * @return the segment
	 * @throws IllegalArgumentException when the value has no text that tells it from
	 * others
	 */
	static String segment(@Nullable Object value) {
		Assert.notNull(value, "is null");
		Assert.isTrue(!ObjectUtils.isArray(value) && hasText(value.getClass()),
				() -> "is of %s, which has no text of its own".formatted(value.getClass().getName()));
		String text = value.toString();
		Assert.hasText(text, "is blank");
		String segment = ZkPaths.segment(text);
		return Contenders.isContender(segment) ? segment.replace("-", "%2D") : segment;
	}

	/**
	 * Put a name together.
	 * @param first the first part, as it is
	 * @param values the other segments, each one to be escaped
	 * @return the name
	 */
	static String join(String first, Object... values) {
		StringBuilder name = new StringBuilder(first);
		Arrays.stream(values).forEach((value) -> name.append('/').append(segment(value)));
		return validate(name.toString());
	}

	private static boolean hasText(Class<?> type) {
		try {
			return type.getMethod("toString").getDeclaringClass() != Object.class;
		}
		catch (NoSuchMethodException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
