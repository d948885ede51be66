package vernier.operators.exact;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import vernier.image.VernierException;

/** All operators there are. */
public final class ExactOperators {

	private static final List<ExactOperator> ALL = List.of(new RudinOsherFatemi(), new TvL1(),
		new L0Smoothing(), new RelativeTotalVariation(), new MultiscaleTone(), new MultiscaleDetail(),
		new PhotographicStyle(), new DarkChannelDehazing(), new NonlocalDehazing(), new PencilDrawing(),
		new NonLocalMeans(), new BackgroundRemoval(), new LocalContrast(), new RichardsonLucy());

	/** Other names that are usual. */
	private static final Map<String, String> OTHER_NAMES = Map.ofEntries(Map.entry("tv", "rof"), Map.entry("tvl1", "tv-l1"),
		Map.entry("l0", "l0-smoothing"), Map.entry("rtv", "relative-total-variation"), Map.entry("wls", "multiscale-detail"),
		Map.entry("detail", "multiscale-detail"), Map.entry("tone", "multiscale-tone"), Map.entry("style", "photographic-style"),
		Map.entry("dehaze", "dark-channel-dehazing"), Map.entry("dehazing", "dark-channel-dehazing"), //
		Map.entry("pencil", "pencil-drawing"), Map.entry("nlm", "non-local-means"), Map.entry("denoise", "non-local-means"),
		Map.entry("rolling-ball", "background-removal"), Map.entry("subtract-background", "background-removal"), //
		Map.entry("clahe", "local-contrast"), Map.entry("deconvolution", "richardson-lucy"));

	private ExactOperators() {}

	/** In the order in which to offer them. */
	public static List<ExactOperator> list() {
		return ALL;
	}

	/**
	 * @param id in upper or lower case, or another usual name
	 * @throws VernierException if there is no operator of this id
	 */
	public static ExactOperator get(final String id) {
		final String asked = id.trim().toLowerCase(Locale.ROOT);
		final String known = OTHER_NAMES.getOrDefault(asked.replaceAll("[ _]", "-"), asked);
		return ALL.stream().filter(operator -> operator.info().id().equals(known)).findFirst()
			.orElseThrow(() -> new VernierException("There is no operator \"" + id + "\": use one of " +
				ALL.stream().map(operator -> operator.info().id()).collect(Collectors.joining(", ")) + "."));
	}
}
