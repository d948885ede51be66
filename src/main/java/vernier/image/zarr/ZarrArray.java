package vernier.image.zarr;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import net.imglib2.img.basictypeaccess.DataAccess;
import vernier.image.VernierException;

/**
 * An array on disk, in chunks. Axes in the order of the file, the last one fastest. Specifications: Zarr version 2 and Zarr
 * core protocol version 3. Chunks that are not there hold the fill value.
 *
 * @param folder of the array
 * @param version of Zarr, 2 or 3
 * @param shape size along each axis
 * @param chunk size of chunks along each axis
 * @param type of pixels
 * @param order of bytes
 * @param codecs in the order in which they were applied
 * @param fill value of what is not there
 * @param separator between chunk indices
 * @param prefix of the first chunk index
 * @param shards files that hold several chunks each, or null for one file per chunk
 */
record ZarrArray(Path folder, int version, long[] shape, int[] chunk, ZarrType type, ByteOrder order,
	List<ZarrCodec> codecs, double fill, String separator, String prefix, ZarrShards shards) {

	private static final long LARGEST_CHUNK = 1L << 28;
	private static final int AXES = 5;

	static ZarrArray open(final Path folder) {
		return Files.exists(folder.resolve("zarr.json")) ? open3(folder) : open2(folder);
	}

	private static ZarrArray open2(final Path folder) {
		final Map<?, ?> json = Json.read(folder.resolve(".zarray"));
		if (!"C".equals(json.get("order")) || !Json.list(json, "filters").isEmpty())
			throw new VernierException("The Zarr array " + folder + " has filters or columns first (order F), which Vernier does " +
				"not read: save it without.");
		final Object codec = Json.map(json, "compressor").get("id");
		final String type = String.valueOf(json.get("dtype"));
		return new ZarrArray(folder, 2, Json.longs(json, "shape"), chunk(Json.longs(json, "chunks")), ZarrType.of(type), //
			type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN, //
			codec == null ? List.of() : List.of(ZarrCodec.of(codec.toString())), fill(json), //
			json.get("dimension_separator") instanceof String separator ? separator : ".", "", null).checked();
	}

	private static ZarrArray open3(final Path folder) {
		final Map<?, ?> json = Json.read(folder.resolve("zarr.json"));
		final int[] outer = chunk(Json.longs(Json.map(Json.map(json, "chunk_grid"), "configuration"), "chunk_shape"));
		final Map<?, ?> sharding = ZarrShards.configuration(json);
		final int[] chunk = sharding.isEmpty() ? outer : chunk(Json.longs(sharding, "chunk_shape"));
		final List<ZarrCodec> codecs = new ArrayList<>();
		ByteOrder order = ByteOrder.LITTLE_ENDIAN;
		for (final Object item : Json.list(sharding.isEmpty() ? json : sharding, "codecs")) {
			final Map<?, ?> codec = item instanceof Map<?, ?> map ? map : Map.of();
			final String name = String.valueOf(codec.get("name"));
			if (name.equals("bytes"))
				order = "big".equals(Json.map(codec, "configuration").get("endian")) ? ByteOrder.BIG_ENDIAN : order;
			else
				codecs.add(ZarrCodec.of(name));
		}
		final Map<?, ?> encoding = Json.map(json, "chunk_key_encoding");
		final boolean old = "v2".equals(encoding.get("name"));
		final Object separator = Json.map(encoding, "configuration").get("separator");
		return new ZarrArray(folder, 3, Json.longs(json, "shape"), chunk, ZarrType.of(String.valueOf(json.get("data_type"))),
			order, codecs, fill(json), //
			separator instanceof String text ? text : old ? "." : "/", old ? "" : "c", //
			sharding.isEmpty() ? null : ZarrShards.of(outer, chunk, sharding)).checked();
	}

	private static double fill(final Map<?, ?> json) {
		final Object fill = json.get("fill_value");
		return fill instanceof Number number ? number.doubleValue() : switch (String.valueOf(fill)) {
			case "NaN" -> Double.NaN;
			case "Infinity" -> Double.POSITIVE_INFINITY;
			case "-Infinity" -> Double.NEGATIVE_INFINITY;
			default -> 0;
		};
	}

	private static int[] chunk(final long[] sizes) {
		return Arrays.stream(sizes).mapToInt(size -> (int) Math.max(-1, Math.min(Integer.MAX_VALUE, size))).toArray();
	}

	private ZarrArray checked() {
		double voxels = 1;
		double pixels = 1;
		boolean positive = true;
		for (final long size : shape) {
			positive &= size > 0;
			voxels *= size;
		}
		for (final int size : chunk) {
			positive &= size > 0;
			pixels *= size;
		}
		if (!positive || shape.length < 2 || shape.length > AXES || chunk.length != shape.length || voxels > Long.MAX_VALUE / 8 ||
			pixels * type.bytes() > LARGEST_CHUNK || !separator.matches("[./]"))
			throw new VernierException("The Zarr array " + folder + " has the shape " + Arrays.toString(shape) + " in chunks of " +
				Arrays.toString(chunk) + "; two to five axes and chunks of at most 256 MiB are read: the image is damaged, or has to " +
				"be saved in another way.");
		return this;
	}

	int axes() {
		return shape.length;
	}

	/** Pixels of a whole chunk. */
	int pixels() {
		return Arrays.stream(chunk).reduce(1, (a, b) -> a * b);
	}

	private Path file(final long[] index) {
		final String key = LongStream.of(index).mapToObj(Long::toString).collect(Collectors.joining(separator));
		return folder.resolve(prefix.isEmpty() ? key : prefix + separator + key);
	}

	/**
	 * False for a chunk that certainly holds the fill value only, because it is not there.
	 *
	 * @param index of the chunk along each axis
	 */
	boolean exists(final long[] index) {
		return Files.exists(file(shards == null ? index : shards.file(index)));
	}

	/** @param index of the chunk along each axis */
	DataAccess read(final long[] index) {
		final Path file = file(shards == null ? index : shards.file(index));
		try {
			byte[] bytes = !Files.exists(file) ? null : shards == null ? Files.readAllBytes(file) : shards.read(file, index);
			if (bytes == null)
				return type.access(null, order, pixels(), fill);
			for (int i = codecs.size() - 1; i >= 0; i--)
				bytes = codecs.get(i).expand(bytes, pixels() * type.bytes());
			if (bytes.length != pixels() * type.bytes())
				throw new IOException("it has " + bytes.length + " bytes instead of " + pixels() * type.bytes());
			return type.access(bytes, order, pixels(), fill);
		}
		catch (final IOException | RuntimeException e) {
			throw new VernierException("The chunk " + file + " cannot be read (" + e.getMessage() +
				"): the image is damaged or incomplete.", e);
		}
		catch (final LinkageError e) {
			throw new VernierException("The library for " + codecs + " does not run on this computer (" + e.getMessage() +
				"): save the image with zlib or gzip.", e);
		}
	}

	/**
	 * Writes a chunk; one that holds zeros only is left out.
	 *
	 * @return false for such a one
	 */
	boolean write(final long[] index, final DataAccess pixels) {
		final Path file = file(index);
		try {
			final byte[] content = type.content(pixels);
			if (content == null) {
				Files.deleteIfExists(file);
				return false;
			}
			write(file, ZarrCodec.compress(content));
			return true;
		}
		catch (final IOException e) {
			throw new VernierException("The chunk " + file + " cannot be written (" + e.getMessage() +
				"): check free space and permissions.", e);
		}
	}

	private static void write(final Path file, final byte[] bytes) throws IOException {
		try {
			Files.write(file, bytes);
		}
		catch (final NoSuchFileException e) {
			// the first chunk in its folder
			Files.createDirectories(file.getParent());
			Files.write(file, bytes);
		}
	}

	/** A new array of zeros, compressed by Zstandard, in a folder that is made. */
	static ZarrArray create(final Path folder, final int version, final long[] shape, final int[] chunk, final ZarrType type,
		final List<String> axes) throws IOException
	{
		Files.createDirectories(folder);
		final Map<String, Object> json = new LinkedHashMap<>();
		json.put("zarr_format", version);
		json.put("shape", Arrays.stream(shape).boxed().toList());
		final List<Integer> chunks = Arrays.stream(chunk).boxed().toList();
		if (version == 2) {
			json.put("chunks", chunks);
			json.put("dtype", type.code());
			json.put("compressor", Map.of("id", "zstd", "level", 1));
			json.put("fill_value", 0);
			json.put("order", "C");
			json.put("filters", null);
			json.put("dimension_separator", "/");
		}
		else {
			json.put("node_type", "array");
			json.put("data_type", type.name().toLowerCase(Locale.ROOT));
			json.put("chunk_grid", Map.of("name", "regular", "configuration", Map.of("chunk_shape", chunks)));
			json.put("chunk_key_encoding", Map.of("name", "default", "configuration", Map.of("separator", "/")));
			json.put("fill_value", 0);
			json.put("codecs", List.of(Map.of("name", "bytes", "configuration", Map.of("endian", "little")), Map.of("name", "zstd",
				"configuration", Map.of("level", 1, "checksum", false))));
			json.put("attributes", Map.of());
			json.put("dimension_names", axes);
		}
		Files.writeString(folder.resolve(version == 2 ? ".zarray" : "zarr.json"), Json.write(json));
		return new ZarrArray(folder, version, shape, chunk, type, ByteOrder.LITTLE_ENDIAN, List.of(ZarrCodec.ZSTD), 0, "/",
			version == 2 ? "" : "c", null);
	}
}
