package vernier.image.zarr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;

import vernier.image.OutputFile;
import vernier.image.PlaneStack;
import vernier.image.VernierException;

/**
 * An OME-Zarr image that is being written, block by block, in a hidden folder beside its place; {@link #complete} moves it
 * there. Closing it before that removes it. The coarser resolutions are written along with the finest one.
 */
public final class OmeZarrResult implements AutoCloseable {

	private static final int CHUNK = 512;

	private final Path target;
	private final Path beside;
	private final int version;
	private final Map<String, Object> metadata;
	private final ZarrWriteCells cells;
	private final PlaneStack planes;
	private final String description;

	private OmeZarrResult(final Path target, final Path beside, final int version, final Map<String, Object> metadata,
		final ZarrWriteCells cells, final PlaneStack planes, final String description)
	{
		this.target = target;
		this.beside = beside;
		this.version = version;
		this.metadata = metadata;
		this.cells = cells;
		this.planes = planes;
		this.description = description;
	}

	/**
	 * @param levels the finest one first
	 * @param stack planes of an array
	 */
	static OmeZarrResult create(final Path folder, final int version, final List<ZarrLevel> levels, final ZarrType type,
		final List<String> axes, final long memory, final Map<String, Object> metadata,
		final BiFunction<ZarrArray, ZarrCells, PlaneStack> stack, final String description)
	{
		OutputFile.checkNew(folder);
		final Path target = folder.toAbsolutePath();
		final Path beside = target.resolveSibling("." + UUID.randomUUID() + ".part");
		try {
			ZarrArray array = null;
			ZarrWriteCells cells = null;
			for (int i = levels.size() - 1; i >= 0; i--) {
				final long[] shape = levels.get(i).shape();
				array = ZarrArray.create(beside.resolve(String.valueOf(i)), version, shape, chunk(shape), type, axes);
				// the finest is written chunk after chunk; the others keep a row of chunks until the next finer one is done with it
				cells = new ZarrWriteCells(array, memory >> (i == 0 ? 3 : Math.min(i, 62)), cells);
			}
			return new OmeZarrResult(target, beside, version, metadata, cells, stack.apply(array, cells), description);
		}
		catch (final IOException e) {
			OutputFile.discard(beside);
			throw cannotWrite(target, e);
		}
		catch (final RuntimeException | Error e) {
			OutputFile.discard(beside);
			throw e;
		}
	}

	private static int[] chunk(final long[] shape) {
		final int[] chunk = new int[shape.length];
		Arrays.fill(chunk, 1);
		for (int i = shape.length - 2; i < shape.length; i++)
			chunk[i] = (int) Math.min(CHUNK, shape[i]);
		return chunk;
	}

	/** The planes to write to. */
	public PlaneStack planes() {
		return planes;
	}

	/** Size, type and pixel size in words. */
	public String describe() {
		return description;
	}

	/**
	 * Writes what is left, and the metadata, and moves the image to its place.
	 *
	 * @param provenance what made the image
	 */
	public void complete(final Map<String, String> provenance) {
		cells.flush();
		try {
			if (version == 2) {
				Files.writeString(beside.resolve(".zgroup"), Json.write(Map.of("zarr_format", 2)));
				final Map<String, Object> attributes = new LinkedHashMap<>(metadata);
				attributes.put("vernier", provenance);
				Files.writeString(beside.resolve(".zattrs"), Json.write(attributes));
			}
			else {
				final Map<String, Object> group = new LinkedHashMap<>();
				group.put("zarr_format", 3);
				group.put("node_type", "group");
				group.put("attributes", Map.of("ome", metadata, "vernier", provenance));
				Files.writeString(beside.resolve("zarr.json"), Json.write(group));
			}
			Files.move(beside, target);
		}
		catch (final IOException e) {
			throw cannotWrite(target, e);
		}
	}

	private static VernierException cannotWrite(final Path target, final IOException e) {
		return new VernierException("The image " + target + " cannot be written (" + e.getClass().getSimpleName() + ": " + e
			.getMessage() + "): check free space and permissions, or use another folder.", e);
	}

	@Override
	public void close() {
		OutputFile.discard(beside);
	}
}
