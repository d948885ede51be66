package vernier.imagej1;

import java.util.function.Consumer;

import ij.ImagePlus;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.view.Views;
import vernier.image.CalibratedPlanes;
import vernier.image.ImagePlusBuilder;
import vernier.image.ImagePlusStack;
import vernier.image.PlaneStack;
import vernier.image.Progress;
import vernier.image.Region;
import vernier.image.VernierException;
import vernier.model.ModelCatalog;
import vernier.operators.LearnedOperator;
import vernier.operators.OperatorOptions;

/**
 * An operator on an ImageJ image, without any window.
 *
 * <pre>
 * ImagePlus smooth = OperatorTask.run(image, OperatorSettings.ofMacro("operator=l0-smoothing strength=0.02"),
 *   ModelCatalog.standard(), Progress.NONE, line -&gt; {});
 * </pre>
 */
public final class OperatorTask {

	private OperatorTask() {}

	/**
	 * Processes an image, or the bounding box of its area selection as if the image had been cropped to it. Pixel type,
	 * calibration and all else of the input go through; operator, strength, model, device and time are added to the result's
	 * image properties. The input is not changed and is locked while it is read.
	 *
	 * @param progress told after every tile or step, asked whether to stop
	 * @param log takes lines worth telling, such as why no GPU is used
	 * @return not shown yet; titled as the input without extension, then "-" and the operator's id
	 * @throws VernierException if settings or image do not do, with what to do about it
	 * @throws vernier.image.CancelledException if the progress says so
	 */
	public static ImagePlus run(final ImagePlus input, final OperatorSettings settings, final ModelCatalog catalog,
		final Progress progress, final Consumer<String> log)
	{
		OperatorOptions options = settings.options(catalog, log);
		CurrentImage.checkOpen(input);
		try (ReadLock lock = ReadLock.of(input)) {
			final ImagePlusStack source = ImagePlusStack.ofSelection(input);
			if (!settings.map().isBlank())
				options = options.withMap(map(settings.map(), input, source.region()));
			try (LearnedOperator operator = new LearnedOperator(options)) {
				final LearnedOperator.Result result = operator.apply(source, progress);
				final String title = OpenImages.newTitle(input, options.operator().info().id());
				return ImagePlusBuilder.build(result.image(), input, source.geometry(1, 1), title, result.provenance());
			}
		}
		catch (final OutOfMemoryError e) {
			throw new VernierException("There is not enough memory: select a part of the image, or give ImageJ more with " +
				"Edit > Options > Memory & Threads...", e);
		}
	}

	/** Strengths for the selection: of an image as large as the selection, or else as the image. */
	private static PlaneStack map(final String title, final ImagePlus input, final Region selection) {
		final ImagePlus map = OpenImages.titled(title).orElseThrow(() -> new VernierException("There is no open image titled \"" +
			title + "\" to take the strengths from: open it, or correct the option \"map\"."));
		final PlaneStack whole = CalibratedPlanes.of(map);
		final boolean fits = whole.width() == selection.width() && whole.height() == selection.height();
		if (fits || whole.width() != input.getWidth() || whole.height() != input.getHeight())
			return whole;
		return new PlaneStack() {

			@Override
			public long width() {
				return selection.width();
			}

			@Override
			public long height() {
				return selection.height();
			}

			@Override
			public int size() {
				return whole.size();
			}

			@Override
			public RandomAccessibleInterval<?> plane(final int index) {
				return Views.zeroMin(Views.interval(whole.plane(index), //
					new long[] { selection.x(), selection.y() }, new long[] { selection.endX() - 1, selection.endY() - 1 }));
			}
		};
	}
}
