package io.github.zkspring.recipe;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.BinaryOperator;
import java.util.function.Function;

import io.github.zkspring.client.CodecException;

/**
 * How a counter stands in its znode, and how it counts.
 *
 * @param <N> the type of the number
 * @param zero what no bytes mean
 * @param reader makes a number of bytes
 * @param writer makes bytes of a number
 * @param sum adds
 */
record CounterFormat<N extends Number>(N zero, Function<byte[], N> reader, Function<N, byte[]> writer,
		BinaryOperator<N> sum) {

	/** kazoo's {@code int}. */
	static final CounterFormat<Long> LONG = new CounterFormat<>(0L, (bytes) -> Long.valueOf(text(bytes)),
			CounterFormat::bytes, Math::addExact);

	/** kazoo's {@code float}. */
	static final CounterFormat<Double> DOUBLE = new CounterFormat<>(0d, (bytes) -> finite(Double.valueOf(text(bytes))),
			CounterFormat::bytes, (one, two) -> finite(one + two));

	/** Curator's four bytes. */
	static final CounterFormat<Integer> CURATOR = new CounterFormat<>(0, CounterFormat::fourBytes,
			(number) -> ByteBuffer.allocate(Integer.BYTES).putInt(number).array(), Math::addExact);

	/**
	 * Read a number.
	 * @param path the znode, for messages
	 * @param bytes what stands there
	 * @return the number
	 * @throws CodecException when it is none
	 */
	N read(String path, byte[] bytes) {
		if (bytes.length == 0) {
			return this.zero;
		}
		try {
			return this.reader.apply(bytes);
		}
		catch (NumberFormatException | ArithmeticException | BufferUnderflowException ex) {
			throw new CodecException(
					"The %d bytes in '%s' are no such number as this counter counts".formatted(bytes.length, path));
		}
	}

	private static Integer fourBytes(byte[] bytes) {
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		int number = buffer.getInt();
		if (buffer.hasRemaining()) {
			throw new NumberFormatException();
		}
		return number;
	}

	private static Double finite(Double number) {
		if (!Double.isFinite(number)) {
			throw new ArithmeticException("the sum is out of range");
		}
		return number;
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8).strip();
	}

	private static byte[] bytes(Number number) {
		return number.toString().getBytes(StandardCharsets.UTF_8);
	}

}
