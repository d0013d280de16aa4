package io.github.zkspring.recipe;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;

import io.github.zkspring.client.CodecException;
import io.github.zkspring.client.connection.ZnodeContent;

/**
 * {@link ZkCounter} in one znode.
 *
 * @param <N> the type of the number
 */
class ZnodeCounter<N extends Number> implements ZkCounter<N> {

	private final RecipeRequests requests;

	private final ValueStore store;

	private final Format<N> format;

	ZnodeCounter(RecipeRequests requests, String path, Format<N> format) {
		this.requests = requests;
		this.store = new ValueStore(requests, path);
		this.format = format;
	}

	@Override
	public String path() {
		return this.store.path();
	}

	@Override
	public N get() {
		return number(this.store.read(this.requests.deadline()));
	}

	@Override
	public Change<N> add(N delta) {
		return this.store.update((found) -> {
			N before = number(found);
			N after = this.format.sum().apply(before, delta);
			return new ValueStore.Update<>(new Change<>(before, after), this.format.writer().apply(after));
		}, this.requests.deadline()).value();
	}

	private N number(Optional<ZnodeContent> found) {
		return found.map((znode) -> this.format.read(path(), znode.data())).orElse(this.format.zero());
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
	record Format<N extends Number>(N zero, Function<byte[], N> reader, Function<N, byte[]> writer,
			BinaryOperator<N> sum) {

		/** The format of {@code int} in kazoo. */
		static final Format<Long> LONG = new Format<>(0L, (bytes) -> Long.valueOf(text(bytes)), Format::bytes,
				Math::addExact);

		/** The format of {@code float} in kazoo. */
		static final Format<Double> DOUBLE = new Format<>(0d, (bytes) -> finite(Double.valueOf(text(bytes))),
				Format::bytes, (one, two) -> finite(one + two));

		/** The four bytes of Curator. */
		static final Format<Integer> CURATOR = new Format<>(0, Format::fourBytes,
				(number) -> ByteBuffer.allocate(Integer.BYTES).putInt(number).array(), Math::addExact);

		/**
		 * Reads a number.
		 * @param path the znode, for messages
		 * @param bytes the payload
		 * @return the number
		 * @throws CodecException when the payload is not a number of this format
		 */
		N read(String path, byte[] bytes) {
			if (bytes.length == 0) {
				return this.zero;
			}
			try {
				return this.reader.apply(bytes);
			}
			catch (NumberFormatException | ArithmeticException | BufferUnderflowException ex) {
				throw new CodecException("The %d bytes in '%s' are not a number in the format of this counter"
					.formatted(bytes.length, path));
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

}
