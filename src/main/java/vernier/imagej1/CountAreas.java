package vernier.imagej1;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.plugin.frame.RoiManager;
import vernier.image.ImagePlusStack;
import vernier.image.MaskArea;
import vernier.image.RoiAreas;
import vernier.image.VernierException;

/** Where in an image to count. */
public enum CountAreas {

	/** The areas of the ROI Manager; if it has none, of the overlay; else the area selection; else the whole image. */
	AUTO,
	/** The selections of the ROI Manager. */
	MANAGER,
	/** The selections of the overlay. */
	OVERLAY,
	/** The selection. */
	SELECTION,
	/** The whole image. */
	IMAGE;

	private static final String SELECTED = "the selection";
	private static final Source NOWHERE = new Source("", List.of());

	/** What ImageJ calls the parts of a scale bar and of a calibration bar. */
	// not List.of, which refuses to be asked for null, the name of most selections
	private static final Collection<String> BARS = Arrays.asList("|SB|", "|CB|");

	/**
	 * Reads a choice, in any case.
	 *
	 * @throws VernierException if the text is none
	 */
	static CountAreas parse(final String text) {
		for (final CountAreas areas : values())
			if (areas.name().equalsIgnoreCase(text.strip()))
				return areas;
		throw new VernierException("The ROIs are said to be \"" + text + "\"; choose " + String.join(", ", labels()) + ".");
	}

	/** As they are written in dialogs and macros. */
	static String[] labels() {
		return Arrays.stream(values()).map(areas -> areas.name().charAt(0) + areas.name().substring(1).toLowerCase(
			Locale.ROOT)).toArray(String[]::new);
	}

	/**
	 * Selections of one place.
	 *
	 * @param place such as "the overlay"
	 * @param rois all that are there
	 */
	private record Source(String place, List<Roi> rois) {

		List<Roi> areas() {
			return rois.stream().filter(Roi::isArea).toList();
		}
	}

	/**
	 * The areas of an image; none means all of it.
	 *
	 * @param log is told of selections that are left out
	 * @throws VernierException if there are no such selections, or none has an area in the image
	 */
	List<MaskArea> of(final ImagePlus image, final Consumer<String> log) {
		final Source chosen = chosen(image);
		if (chosen.rois.isEmpty() && this == AUTO)
			sources(image).stream().filter(source -> !source.rois.isEmpty()).findFirst().ifPresent(source -> log.accept(
				"There are points or lines in " + source.place + " and no areas: the whole image is counted in"));
		return RoiAreas.of(chosen.rois, ImagePlusStack.of(image), log);
	}

	/** Where that is, in words, such as "in 3 areas of the overlay". */
	String describe(final ImagePlus image) {
		final Source chosen = chosen(image);
		final int areas = chosen.areas().size();
		if (areas == 0 && !chosen.rois.isEmpty())
			throw new VernierException("There are points or lines in " + chosen.place + " and no areas: draw some, or count in the " +
				"whole image with rois=Image.");
		if (chosen.rois.isEmpty() || chosen.place.equals(SELECTED))
			return "in " + (chosen.rois.isEmpty() ? "the whole image" : chosen.place);
		return "in " + areas + (areas == 1 ? " area of " : " areas of ") + chosen.place;
	}

	/**
	 * The selections that the areas are; none means all of the image.
	 *
	 * @throws VernierException if there are no such selections
	 */
	List<Roi> rois(final ImagePlus image) {
		return chosen(image).areas();
	}

	/** @throws VernierException if there are no such selections */
	private Source chosen(final ImagePlus image) {
		return switch (this) {
			case AUTO -> sources(image).stream().filter(source -> !source.areas().isEmpty()).findFirst().orElse(NOWHERE);
			case MANAGER -> require(sources(image).get(0), "The ROI Manager is empty: add selections to it", image);
			case OVERLAY -> require(sources(image).get(1), "There are no selections in the overlay: add some to it", image);
			case SELECTION -> require(sources(image).get(2), "There is no selection: make one", image);
			case IMAGE -> NOWHERE;
		};
	}

	private static List<Source> sources(final ImagePlus image) {
		return List.of(new Source("the ROI Manager", managed()), new Source("the overlay", overlay(image)), new Source(SELECTED,
			selected(image)));
	}

	private static Source require(final Source source, final String sentence, final ImagePlus image) {
		if (source.rois.isEmpty())
			throw new VernierException(sentence + ", or count in the whole image of \"" + image.getTitle() +
				"\" with rois=Image.");
		return source;
	}

	/** The selections of the ROI Manager, in its order; of that of the macro in batch mode. */
	static List<Roi> managed() {
		final RoiManager manager = RoiManager.getInstance2();
		return manager == null ? List.of() : places(manager.getRoisAsArray());
	}

	/** The selections of the overlay, without the marks of spots that were found: they are no tags, and have no area. */
	static List<Roi> overlay(final ImagePlus image) {
		return image.getOverlay() == null ? List.of() : places(image.getOverlay().toArray()).stream().filter(
			roi -> !LocaliseSpotsTask.MARKS.equals(roi.getName())).toList();
	}

	/** Without what is only to be looked at: texts, pictures, scale and calibration bars. */
	private static List<Roi> places(final Roi[] rois) {
		return Arrays.stream(rois).filter(roi -> !(roi instanceof TextRoi || roi instanceof ImageRoi || BARS.contains(roi
			.getName()))).toList();
	}

	/** The selection, if there is one. */
	static List<Roi> selected(final ImagePlus image) {
		final Roi roi = image.getRoi();
		if (roi == null)
			return List.of();
		// it is that of all planes, wherever it was drawn
		final Roi copy = (Roi) roi.clone();
		copy.setPosition(0);
		if (copy.getName() == null)
			copy.setName("selection");
		return List.of(copy);
	}
}
