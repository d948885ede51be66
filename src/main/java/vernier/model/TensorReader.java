package vernier.model;

import java.util.ArrayList;
import java.util.List;

/** Reads one TensorProto; the elements only if they are few. */
final class TensorReader {

	private final List<Long> dims = new ArrayList<>();
	private final List<Double> numbers = new ArrayList<>();
	private final List<Long> integers = new ArrayList<>();
	private ProtoReader raw;
	private String name = "";
	private String location = "";
	private int type;
	private boolean external;

	OnnxInitializer read(final ProtoReader reader) {
		while (reader.next())
			switch (reader.field()) {
				case 1 -> reader.integers(dims);
				case 2 -> type = (int) reader.integer();
				// long lists of values stay unread: the weights of old exporters are written this way
				case 4 -> {
					if (elements() <= OnnxInitializer.MAX_VALUES)
						reader.numbers(numbers);
					else
						reader.skip();
				}
				case 5, 7 -> {
					if (elements() <= OnnxInitializer.MAX_VALUES)
						reader.integers(integers);
					else
						reader.skip();
				}
				case 8 -> name = reader.text();
				case 9 -> raw = reader.message();
				case 13 -> external(reader.message());
				case 14 -> external |= reader.integer() == 1;
				default -> reader.skip();
			}
		if (dims.size() > 64 || elements() < 0)
			throw reader.malformed("tensor \"" + name + "\" has no valid shape");
		return new OnnxInitializer(name, dims.stream().mapToLong(Long::longValue).toArray(), type, //
			values(reader), external ? location : null);
	}

	/** Number of elements; -1 if the shape is not valid. */
	private long elements() {
		long product = 1;
		for (final long size : dims) {
			if (size < 0 || size > 0 && product > Long.MAX_VALUE / size)
				return -1;
			product *= size;
		}
		return product;
	}

	private void external(final ProtoReader entry) {
		String key = "", value = "";
		while (entry.next())
			switch (entry.field()) {
				case 1 -> key = entry.text();
				case 2 -> value = entry.text();
				default -> entry.skip();
			}
		external = true;
		if (key.equals("location"))
			location = value;
	}

	private double[] values(final ProtoReader reader) {
		final int width = switch (type) {
			case 1, 6 -> 4;
			case 7, 11 -> 8;
			case 2, 3, 9 -> 1;
			default -> 0;
		};
		final long count = elements();
		if (external || width == 0 || count > OnnxInitializer.MAX_VALUES)
			return null;
		final double[] values = new double[(int) count];
		if (raw != null) {
			if (raw.remaining() != count * width)
				throw reader.malformed("tensor \"" + name + "\" has " + raw.remaining() + " bytes for " + count + " values");
			for (int i = 0; i < count; i++)
				values[i] = decode(raw.fixed(width));
			return values;
		}
		final List<? extends Number> given = type == 1 ? numbers : integers;
		// a double tensor keeps its values in a field of its own, which no shape computation uses
		if (given.size() != count)
			return null;
		for (int i = 0; i < count; i++)
			values[i] = given.get(i).doubleValue();
		return values;
	}

	private double decode(final long bits) {
		return switch (type) {
			case 1 -> Float.intBitsToFloat((int) bits);
			case 3 -> (byte) bits;
			case 6 -> (int) bits;
			case 11 -> Double.longBitsToDouble(bits);
			default -> bits;
		};
	}
}
