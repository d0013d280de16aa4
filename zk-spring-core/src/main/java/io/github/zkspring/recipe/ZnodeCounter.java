package io.github.zkspring.recipe;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BinaryOperator;
import java.util.function.Function;

import io.github.zkspring.client.CodecException;
import io.github.zkspring.codec.PayloadConverter;
import io.github.zkspring.codec.ZnodeCodec;

import org.springframework.core.ResolvableType;

/**
 * {@link ZkCounter} on a shared number.
 *
 * @param <N> the type of the number
 */
class ZnodeCounter<N extends Number> implements ZkCounter<N> {

	private final ZnodeSharedValue<N> number;

	private final Format<N> format;

	ZnodeCounter(RecipeRequests requests, String path, Format<N> format) {
		this.number = new ZnodeSharedValue<>(requests, path,
				new PayloadConverter(ResolvableType.forInstance(format.zero()), format));
		this.format = format;
	}

	@Override
	public String path() {
		return this.number.path();
	}

	@Override
	public N get() {
		return this.number.get().map(ZkSharedValue.Versioned::value).orElse(this.format.zero());
	}

	@Override
	public Change<N> add(N delta) {
		AtomicReference<N> before = new AtomicReference<>(this.format.zero());
		N after = this.number.update((found) -> {
			before.set((found != null) ? found : this.format.zero());
			return this.format.sum().apply(before.get(), delta);
		}).value();
		return new Change<>(before.get(), after);
	}

	/**
	 * The format of a number in the znode.
	 *
	 * @param <N> the type of the number
	 * @param zero the value of an empty payload
	 * @param reader reads a number
	 * @param writer writes a number
	 * @param sum adds two numbers
	 */
	record Format<N extends Number>(N zero, Function<byte[], N> reader, Function<Number, byte[]> writer,
			BinaryOperator<N> sum) implements ZnodeCodec {

		/** The format of {@code int} in kazoo. */
		static final Format<Long> LONG = new Format<>(0L, (bytes) -> Long.valueOf(text(bytes)), Format::bytes,
				Math::addExact);

		/** The format of {@code float} in kazoo. */
		static final Format<Double> DOUBLE = new Format<>(0d, (bytes) -> finite(Double.valueOf(text(bytes))),
				Format::bytes, (one, two) -> finite(one + two));

		/** The four bytes of Curator. */
		static final Format<Integer> CURATOR = new Format<>(0, Format::fourBytes,
				(number) -> ByteBuffer.allocate(Integer.BYTES).putInt(number.intValue()).array(), Math::addExact);

		@Override
		public boolean supports(ResolvableType type) {
			return true;
		}

		@Override
		public Object decode(byte[] payload, ResolvableType type) {
			if (payload.length == 0) {
				return this.zero;
			}
			try {
				return this.reader.apply(payload);
			}
			catch (NumberFormatException | ArithmeticException | BufferUnderflowException ex) {
				throw new CodecException(
						"%d bytes are not a number in the format of this counter".formatted(payload.length));
			}
		}

		@Override
		public byte[] encode(Object value, ResolvableType type) {
			return this.writer.apply((Number) value);
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

}
