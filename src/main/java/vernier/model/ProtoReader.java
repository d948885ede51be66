package vernier.model;

import java.nio.charset.StandardCharsets;
import java.util.List;

import vernier.image.VernierException;

/**
 * Reads the protobuf wire format (protobuf.dev, "Encoding") from bytes, message by message. Every length is checked
 * against the bytes that are there, and the number of values is limited, so that no file can exhaust time or memory.
 *
 * <pre>
 * while (reader.next())
 * 	switch (reader.field()) {
 * 		case 1 -&gt; version = reader.integer();
 * 		default -&gt; reader.skip();
 * 	}
 * </pre>
 */
final class ProtoReader {

	private static final int VARINT = 0, FIXED64 = 1, LENGTH = 2, FIXED32 = 5;

	private final byte[] bytes;
	private final int end;
	private final Limits limits;
	private int position;
	private int field;
	private int wire;

	/** What all readers of one file share. */
	private static final class Limits {

		final String what;
		long values = 500_000;

		Limits(final String what) {
			this.what = what;
		}
	}

	private ProtoReader(final byte[] bytes, final int start, final int end, final Limits limits) {
		this.bytes = bytes;
		this.position = start;
		this.end = end;
		this.limits = limits;
	}

	/**
	 * @param bytes the whole file
	 * @param what name of the file, for error messages
	 */
	ProtoReader(final byte[] bytes, final String what) {
		this(bytes, 0, bytes.length, new Limits(what));
	}

	/** Moves to the next field; false at the end of the message. */
	boolean next() {
		if (position == end)
			return false;
		if (limits.values-- <= 0)
			throw malformed("more parts than any network has");
		final long tag = varint();
		field = (int) (tag >>> 3);
		wire = (int) (tag & 7);
		if (field <= 0 || tag >>> 32 != 0)
			throw malformed("unexpected byte " + (position - 1));
		return true;
	}

	/** Number of the field that {@link #next} found. */
	int field() {
		return field;
	}

	/** The field as an integer. */
	long integer() {
		expect(VARINT);
		return varint();
	}

	/** The field as a 32-bit float. */
	float number() {
		expect(FIXED32);
		return Float.intBitsToFloat((int) fixed(4));
	}

	/** The field as UTF-8 text. */
	String text() {
		final int length = length();
		position += length;
		return new String(bytes, position - length, length, StandardCharsets.UTF_8);
	}

	/** The field as a message of its own. */
	ProtoReader message() {
		final int length = length();
		position += length;
		return new ProtoReader(bytes, position - length, position, limits);
	}

	/** Adds the integers of a repeated field, packed or not. */
	void integers(final List<? super Long> target) {
		if (wire == VARINT) {
			target.add(varint());
			return;
		}
		final ProtoReader packed = message();
		while (packed.position < packed.end) {
			target.add(packed.varint());
			count();
		}
	}

	/** Adds the 32-bit floats of a repeated field, packed or not. */
	void numbers(final List<? super Double> target) {
		if (wire == FIXED32) {
			target.add((double) number());
			return;
		}
		final ProtoReader packed = message();
		while (packed.position < packed.end) {
			target.add((double) Float.intBitsToFloat((int) packed.fixed(4)));
			count();
		}
	}

	/** Bytes that are left in this message. */
	int remaining() {
		return end - position;
	}

	/** The next little-endian number of 1, 2, 4 or 8 bytes; no tag is read. */
	long fixed(final int size) {
		if (end - position < size)
			throw truncated();
		long value = 0;
		for (int i = 0; i < size; i++)
			value |= (bytes[position + i] & 0xffL) << 8 * i;
		position += size;
		return value;
	}

	/** Passes over the field. */
	void skip() {
		switch (wire) {
			case VARINT -> varint();
			case FIXED64 -> fixed(8);
			case LENGTH -> message();
			case FIXED32 -> fixed(4);
			default -> throw malformed("unexpected byte " + position);
		}
	}

	/** The error for a file that is not what it should be. */
	VernierException malformed(final String why) {
		return new VernierException(limits.what + " is no ONNX model (" + why + "): choose a complete .onnx file.");
	}

	private VernierException truncated() {
		return malformed("truncated at byte " + bytes.length);
	}

	private void count() {
		if (limits.values-- <= 0)
			throw malformed("more values than any network has");
	}

	private void expect(final int expected) {
		if (wire != expected)
			throw malformed("unexpected byte " + position);
	}

	private int length() {
		expect(LENGTH);
		final long length = varint();
		if (length < 0 || length > end - position)
			throw end == bytes.length ? truncated() : malformed("unexpected byte " + position);
		return (int) length;
	}

	private long varint() {
		long value = 0;
		for (int shift = 0; shift < 64; shift += 7) {
			if (position == end)
				throw end == bytes.length ? truncated() : malformed("unexpected byte " + position);
			final byte next = bytes[position++];
			value |= (next & 0x7fL) << shift;
			if (next >= 0)
				return value;
		}
		throw malformed("unexpected byte " + position);
	}
}
