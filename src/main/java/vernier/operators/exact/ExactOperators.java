package vernier.operators.exact;

import java.util.List;
import java.util.stream.Collectors;

import vernier.image.VernierException;

/** All operators there are. */
public final class ExactOperators {

	private static final List<ExactOperator> ALL = List.of(new RudinOsherFatemi(), new TvL1(),
		new L0Smoothing(), new RelativeTotalVariation(), new MultiscaleTone(), new MultiscaleDetail(),
		new PhotographicStyle(), new DarkChannelDehazing(), new NonlocalDehazing(), new PencilDrawing(),
		new NonLocalMeans(), new BackgroundRemoval(), new LocalContrast(), new RichardsonLucy());

	private ExactOperators() {}

	/** In the order in which to offer them. */
	public static List<ExactOperator> list() {
		return ALL;
	}

	/**
	 * @param id in upper or lower case
	 * @throws VernierException if there is no operator of this id
	 */
	public static ExactOperator get(final String id) {
		return ALL.stream().filter(operator -> operator.info().id().equalsIgnoreCase(id.trim())).findFirst()
			.orElseThrow(() -> new VernierException("There is no operator \"" + id + "\": use one of " +
				ALL.stream().map(operator -> operator.info().id()).collect(Collectors.joining(", ")) + "."));
	}
}
