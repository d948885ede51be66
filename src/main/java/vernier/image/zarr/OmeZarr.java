package vernier.image.zarr;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

import net.imglib2.RandomAccessibleInterval;
import vernier.image.PlaneStack;
import vernier.image.VernierException;

/**
 * An OME-Zarr image on disk, of which only chunks that are looked at are read: its finest resolution.
 *
 * <pre>
 * OmeZarr image = OmeZarr.open(Path.of("large.ome.zarr"), 1L &lt;&lt; 28);
 * RandomAccessibleInterval&lt;?&gt; plane = image.planes().plane(0);
 * </pre>
 */
public final class OmeZarr {

	private final ZarrArray array;
	private final String version;
	private final List<String> names;
	private final Map<?, ?> multiscale;
	private final Map<?, ?> dataset;
	private final Map<?, ?> omero;
	private final ZarrCells cells;

	private OmeZarr(final ZarrArray array, final String version, final Map<?, ?> multiscale, final Map<?, ?> dataset,
		final Map<?, ?> omero, final long memory)
	{
		this.array = array;
		this.version = version;
		this.multiscale = multiscale;
		this.dataset = dataset;
		this.omero = omero;
		names = Json.list(multiscale, "axes").stream().map(axis -> axis instanceof Map<?, ?> map ? String.valueOf(map.get("name"))
			: String.valueOf(axis)).toList();
		cells = new ZarrReadCells(array, memory);
	}

	/** True for a folder with the metadata of Zarr. */
	public static boolean isZarr(final Path path) {
		return Files.isDirectory(path) && (Files.exists(path.resolve(".zattrs")) || Files.exists(path.resolve("zarr.json")) ||
			Files.exists(path.resolve(".zgroup")));
	}

	/** True for a Zarr folder that is one image, not a part of one or a collection. */
	public static boolean isImage(final Path folder) {
		try {
			return isZarr(folder) && !Json.list(attributes(folder), "multiscales").isEmpty();
		}
		catch (final VernierException e) {
			return false;
		}
	}

	/** What OME says of a folder, in either version. */
	private static Map<?, ?> attributes(final Path folder) {
		return Files.exists(folder.resolve("zarr.json")) ? Json.map(Json.map(Json.read(folder.resolve("zarr.json")), "attributes"),
			"ome") : Json.read(folder.resolve(".zattrs"));
	}

	/** True for the name of an OME-Zarr image. */
	public static boolean isName(final Path path) {
		return path.toString().toLowerCase(Locale.ROOT).endsWith(".zarr");
	}

	/**
	 * @param memory bytes that chunks may take
	 * @throws VernierException if it is no OME-Zarr 0.4 or 0.5, or of a kind that Vernier does not read
	 */
	public static OmeZarr open(final Path folder, final long memory) {
		final boolean three = Files.exists(folder.resolve("zarr.json"));
		final Map<?, ?> ome = attributes(folder);
		final List<?> multiscales = Json.list(ome, "multiscales");
		if (multiscales.isEmpty() || !(multiscales.get(0) instanceof Map<?, ?> multiscale) || Json.list(multiscale, "datasets")
			.isEmpty() || !(Json.list(multiscale, "datasets").get(0) instanceof Map<?, ?> dataset))
			throw new VernierException("The Zarr folder " + folder + " is no OME-Zarr image (no multiscales in it): name the " +
				"folder of one image.");
		final Path level = folder.resolve(String.valueOf(dataset.get("path"))).normalize();
		if (!level.startsWith(folder.normalize()))
			throw new VernierException("The OME-Zarr image " + folder + " refers to " + level + " outside of itself: it is " +
				"damaged or meant to do harm.");
		final OmeZarr image = new OmeZarr(ZarrArray.open(level), three ? "0.5" : "0.4", multiscale, dataset, Json.map(ome,
			"omero"), memory);
		final int n = image.names.size();
		if (n != image.array.axes() || !image.names.get(n - 1).equals("x") || !image.names.get(n - 2).equals("y"))
			throw new VernierException("The OME-Zarr image " + folder + " has the axes " + image.names + " and " + image.array
				.axes() + " dimensions, where axes that end with y, x are needed: its metadata are damaged.");
		return image;
	}

	/** Its planes: all axes before y and x counted together, the last of them fastest. */
	public PlaneStack planes() {
		final long planes = Arrays.stream(array.shape()).limit(array.axes() - 2L).reduce(1, (a, b) -> a * b);
		return stack(array, cells, Math.toIntExact(planes));
	}

	/** 1, 2 or 4. */
	public int bytesPerPixel() {
		return array.type().bytes();
	}

	/** "100000 x 80000 pixels x 3 planes, uint16, 0.5 x 0.5 micrometer per pixel". */
	public String describe() {
		return describe(array.shape(), scale());
	}

	private String describe(final long[] shape, final double[] scale) {
		final int n = shape.length;
		final long planes = Arrays.stream(shape).limit(n - 2L).reduce(1, (a, b) -> a * b);
		final String unit = unit("x");
		return shape[n - 1] + " x " + shape[n - 2] + " pixels" + (planes > 1 ? " x " + planes + " planes" : "") + ", " + array
			.type().name().toLowerCase(Locale.ROOT) + ", " + (unit.isEmpty() ? "not calibrated" : scale[n - 1] + " x " +
				scale[n - 2] + " " + unit + " per pixel");
	}

	/** Size along one of the axes "t", "c", "z", "y" and "x"; 1 if there is none. */
	public long size(final String axis) {
		final int index = names.indexOf(axis);
		return index < 0 ? 1 : array.shape()[index];
	}

	/** Distance of neighbours along an axis, in its {@link #unit}; 1 if there is none. */
	public double step(final String axis) {
		final int index = names.indexOf(axis);
		return index < 0 ? 1 : scale()[index];
	}

	/** Where the first pixel lies along an axis, in its {@link #unit}; 0 if there is none. */
	public double start(final String axis) {
		final int index = names.indexOf(axis);
		return index < 0 ? 0 : transformation("translation")[index];
	}

	/** Unit of an axis, such as "micrometer"; "" if it has none. */
	public String unit(final String axis) {
		final int index = names.indexOf(axis);
		return index >= 0 && Json.list(multiscale, "axes").get(index) instanceof Map<?, ?> map && map.get("unit") != null
			? map.get("unit").toString() : "";
	}

	/** The plane of a channel, slice and frame, all from 0. */
	public int plane(final long channel, final long slice, final long frame) {
		long index = 0;
		for (int axis = 0; axis < array.axes() - 2; axis++)
			index = index * array.shape()[axis] + switch (names.get(axis)) {
				case "c" -> channel;
				case "z" -> slice;
				case "t" -> frame;
				default -> 0;
			};
		return Math.toIntExact(index);
	}

	private PlaneStack stack(final ZarrArray of, final ZarrCells from, final int planes) {
		final int channel = names.indexOf("c");
		return new PlaneStack() {

			@Override
			public long width() {
				return of.shape()[of.axes() - 1];
			}

			@Override
			public long height() {
				return of.shape()[of.axes() - 2];
			}

			@Override
			public int size() {
				return planes;
			}

			@Override
			public int rangeGroup(final int index) {
				long rest = index;
				for (int axis = of.axes() - 3; axis > channel && axis >= 0; axis--)
					rest /= of.shape()[axis];
				return channel < 0 ? 0 : (int) (rest % of.shape()[channel]);
			}

			@Override
			public RandomAccessibleInterval<?> plane(final int index) {
				return from.plane(index);
			}
		};
	}

	/**
	 * A new image for planes that are made from this one's, in the same version of OME-Zarr, as a pyramid of resolutions.
	 *
	 * @param scaleX result columns per column
	 * @param scaleY result rows per row
	 * @param width columns of the result
	 * @param height rows of the result
	 * @param memory bytes that chunks may take before they are written
	 * @throws VernierException if there is something at the place already, or it cannot be written
	 */
	public OmeZarrResult create(final Path folder, final double scaleX, final double scaleY, final long width,
		final long height, final long memory)
	{
		final int n = array.axes();
		final long[] shape = array.shape().clone();
		shape[n - 1] = width;
		shape[n - 2] = height;
		final double[] scale = scale();
		final double[] translation = transformation("translation");
		final double[] factors = { scaleY, scaleX };
		for (int i = 0; i < 2; i++) {
			// the edges of both images coincide; OME-Zarr places centres of pixels
			translation[n - 2 + i] += (0.5 / factors[i] - 0.5) * scale[n - 2 + i];
			scale[n - 2 + i] /= factors[i];
		}
		final List<ZarrLevel> levels = new ZarrLevel(shape, scale, translation).pyramid();
		return OmeZarrResult.create(folder, version.equals("0.5") ? 3 : 2, levels, array.type(), names, memory, metadata(levels),
			(created, written) -> stack(created, written, planes().size()), describe(shape, scale) + (levels.size() > 1 ? ", in " +
				levels.size() + " resolutions" : ""));
	}

	private double[] scale() {
		final double[] scale = transformation("scale");
		for (int i = 0; i < scale.length; i++)
			scale[i] = scale[i] > 0 ? scale[i] : 1;
		return scale;
	}

	/** Scale or translation of the finest resolution, followed by those of all resolutions. */
	private double[] transformation(final String type) {
		final double[] scale = new double[array.axes()];
		final double[] translation = new double[array.axes()];
		Arrays.fill(scale, 1);
		for (final Map<?, ?> place : List.of(dataset, multiscale))
			for (final Object item : Json.list(place, "coordinateTransformations"))
				if (item instanceof Map<?, ?> map) {
					final List<?> factors = Json.list(map, "scale");
					final List<?> shifts = Json.list(map, "translation");
					for (int i = 0; i < scale.length; i++) {
						// what was moved before is scaled, too
						final double factor = number(factors, i, 1);
						scale[i] *= factor;
						translation[i] = translation[i] * factor + number(shifts, i, 0);
					}
				}
		return type.equals("scale") ? scale : translation;
	}

	private static double number(final List<?> values, final int index, final double otherwise) {
		return index < values.size() && values.get(index) instanceof Number number ? number.doubleValue() : otherwise;
	}

	private Map<String, Object> metadata(final List<ZarrLevel> levels) {
		final Map<String, Object> image = new LinkedHashMap<>();
		if (multiscale.get("name") != null)
			image.put("name", multiscale.get("name"));
		if (version.equals("0.4"))
			image.put("version", version);
		image.put("axes", Json.list(multiscale, "axes"));
		image.put("datasets", IntStream.range(0, levels.size()).mapToObj(i -> levels.get(i).dataset(String.valueOf(i))).toList());
		image.put("type", "mean");
		final Map<String, Object> metadata = new LinkedHashMap<>();
		if (version.equals("0.5"))
			metadata.put("version", version);
		metadata.put("multiscales", List.of(image));
		if (!omero.isEmpty())
			metadata.put("omero", omero);
		return metadata;
	}
}
