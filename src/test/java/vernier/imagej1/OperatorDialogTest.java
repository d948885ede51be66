package vernier.imagej1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Scrollbar;
import java.awt.TextField;
import java.awt.event.AdjustmentEvent;
import java.awt.event.ItemEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import ij.Executer;
import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.plugin.frame.Recorder;
import vernier.image.Progress;
import vernier.imagej1.TestImages.Kind;
import vernier.model.ModelCatalog;
import vernier.operators.OperatorModels;

/** Drives the real dialog, with the recorder open. */
@Tag("display")
@ExtendWith({ OperatorModels.class, RunningImageJ.class })
class OperatorDialogTest {

	private final Recorder recorder = new Recorder();
	private ImagePlus image;
	private GenericDialog dialog;

	@BeforeEach
	void open() {
		new OperatorSettings("rof", "0.1", "Exact", "CPU", "Auto", "").remember();
		Prefs.set("vernier.operator.preview", true);
		image = TestImages.of(Kind.GRAY16);
		image.setOverlay(new Overlay(new Roi(1, 2, 3, 4)));
		RunningImageJ.show(image);
		new Executer(OperatorSettings.COMMAND, null);
		dialog = RunningImageJ.dialog();
	}

	@AfterEach
	void close() {
		recorder.close();
		Recorder.record = false;
		OperatorSettings.DEFAULTS.remember();
	}

	private <T extends Component> T find(final Class<T> type) {
		final List<Component> all = new ArrayList<>(List.of(dialog));
		for (int i = 0; i < all.size(); i++)
			if (all.get(i) instanceof Container container)
				all.addAll(Arrays.asList(container.getComponents()));
		return all.stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
	}

	private static void onEventThread(final Runnable task) throws Exception {
		EventQueue.invokeAndWait(task);
		// the listeners of text hear of it in an event of their own
		EventQueue.invokeAndWait(() -> {});
	}

	private void type(final String strength) throws Exception {
		onEventThread(() -> find(TextField.class).setText(strength));
	}

	private void slide(final int place) throws Exception {
		onEventThread(() -> {
			final Scrollbar slider = find(Scrollbar.class);
			slider.setValue(place);
			Arrays.stream(slider.getAdjustmentListeners()).forEach(listener -> listener.adjustmentValueChanged(new AdjustmentEvent(
				slider, AdjustmentEvent.ADJUSTMENT_VALUE_CHANGED, AdjustmentEvent.TRACK, place)));
		});
	}

	private void choose(final int index, final String item) throws Exception {
		onEventThread(() -> {
			final Choice choice = (Choice) dialog.getChoices().get(index);
			choice.select(item);
			Arrays.stream(choice.getItemListeners()).forEach(listener -> listener.itemStateChanged(new ItemEvent(choice,
				ItemEvent.ITEM_STATE_CHANGED, item, ItemEvent.SELECTED)));
		});
	}

	private void press(final int button) throws Exception {
		RunningImageJ.awaitWaiting();
		onEventThread(() -> RunningImageJ.press(dialog, button));
	}

	/** What the preview shows, once it is another one than before. */
	private ImageRoi shown(final ImageRoi before) {
		return RunningImageJ.await(() -> {
			final Overlay overlay = image.getOverlay();
			return overlay != null && overlay.size() == 2 && overlay.get(0) instanceof ImageRoi roi && roi != before ? roi : null;
		});
	}

	private String recorded() {
		return recorder.getText().lines().filter(line -> line.startsWith("run(\"Learned")).reduce((a, b) -> b).orElse(
			"nothing in " + recorder.getText());
	}

	@Test
	void anImageThatHasBeenClosedCannotBeConfirmed() throws Exception {
		shown(null);
		final String before = IJ.getLog();
		onEventThread(() -> {
			image.changes = false;
			image.close();
		});
		RunningImageJ.awaitOk(dialog, false);
		type("0.3");
		RunningImageJ.awaitOk(dialog, false);
		assertThat(IJ.getLog()).isEqualTo(before);
		press(1);
	}

	@Test
	void theRecordedLineGivesTheSamePixels() throws Exception {
		type("0.2");
		press(0);
		final ImagePlus result = RunningImageJ.await(() -> WindowManager.getImage("blobs-rof"));
		final Object[] pixels = TestImages.pixels(result);
		assertThat(recorded()).isEqualTo(
			"run(\"Learned Operator...\", \"operator=rof strength=0.2 mode=Exact device=CPU\");");
		assertThat(OperatorSettings.remembered().strength()).isEqualTo("0.2");
		result.close();
		WindowManager.setCurrentWindow(image.getWindow());
		assertThat(RunningImageJ.macro(recorded())).isNull();
		assertThat(TestImages.pixels(WindowManager.getImage("blobs-rof"))).isEqualTo(pixels);
	}

	@Test
	void okWaitsForAStrengthAndForColour() throws Exception {
		RunningImageJ.awaitOk(dialog, true);
		type("much");
		RunningImageJ.awaitOk(dialog, false);
		type("0.2");
		RunningImageJ.awaitOk(dialog, true);
		// the image is gray
		choose(0, "Dark-channel dehazing");
		RunningImageJ.awaitOk(dialog, false);
		press(1);
		RunningImageJ.await(() -> RunningImageJ.dialogs().isEmpty() ? true : null);
		new OperatorSettings("dark-channel-dehazing", "", "Exact", "CPU", "Auto", "").remember();
		new Executer(OperatorSettings.COMMAND, null);
		dialog = RunningImageJ.dialog();
		RunningImageJ.awaitOk(dialog, false);
		assertThat(find(StrengthPanel.class).isVisible()).isTrue();
		press(1);
	}

	@Test
	void okWaitsForAMapOfOneMeaning() throws Exception {
		press(1);
		RunningImageJ.await(() -> RunningImageJ.dialogs().isEmpty() ? true : null);
		for (int i = 0; i < 2; i++) {
			final ImagePlus map = TestImages.of(Kind.GRAY16);
			map.setTitle("map");
			RunningImageJ.show(map);
		}
		WindowManager.setCurrentWindow(image.getWindow());
		new Executer(OperatorSettings.COMMAND, null);
		dialog = RunningImageJ.dialog();
		assertThat(((Choice) dialog.getChoices().get(3)).getItemCount()).isEqualTo(2);
		RunningImageJ.awaitOk(dialog, true);
		choose(3, "map");
		RunningImageJ.awaitOk(dialog, false);
		choose(3, "None");
		RunningImageJ.awaitOk(dialog, true);
		press(1);
	}

	@Test
	void thePreviewFollowsTheSliderOnTheImageAndGoesAway() throws Exception {
		final Object[] before = TestImages.pixels(image);
		final ImageRoi first = shown(null);
		assertThat(first.getBounds()).isEqualTo(new java.awt.Rectangle(0, 0, TestImages.WIDTH, TestImages.HEIGHT));
		slide(200);
		final ImageRoi strongest = shown(first);
		assertThat(spread(strongest)).isLessThan(spread(first));
		onEventThread(() -> {
			final Checkbox preview = (Checkbox) dialog.getCheckboxes().get(0);
			preview.setState(false);
			Arrays.stream(preview.getItemListeners()).forEach(listener -> listener.itemStateChanged(new ItemEvent(preview,
				ItemEvent.ITEM_STATE_CHANGED, preview, ItemEvent.DESELECTED)));
		});
		RunningImageJ.await(() -> image.getOverlay().size() == 1 ? true : null);
		press(1);
		RunningImageJ.await(() -> RunningImageJ.dialogs().isEmpty() ? true : null);
		assertThat(TestImages.pixels(image)).isEqualTo(before);
		assertThat(image.getOverlay().size()).isEqualTo(1);
		assertThat(WindowManager.getImageCount()).isEqualTo(1);
		assertThat(recorder.getText()).doesNotContain("Learned");
	}

	@Test
	void thePreviewFollowsThePixelsAndTheSelection() throws Exception {
		final ImageRoi first = shown(null);
		onEventThread(() -> {
			image.getProcessor().setValue(0);
			image.getProcessor().fill();
			image.updateAndDraw();
		});
		final ImageRoi empty = shown(first);
		assertThat(spread(first)).isPositive();
		assertThat(spread(empty)).isZero();
		onEventThread(() -> image.setRoi(3, 4, 20, 10));
		assertThat(shown(empty).getBounds()).isEqualTo(new java.awt.Rectangle(3, 4, 20, 10));
		press(1);
	}

	private static int spread(final ImageRoi roi) {
		final ij.process.ImageStatistics statistics = roi.getProcessor().getStatistics();
		return (int) Math.round(1000 * statistics.stdDev);
	}

	@Test
	void theResultHasNoPreviewInItsOverlay() throws Exception {
		shown(null);
		press(0);
		final ImagePlus result = RunningImageJ.await(() -> WindowManager.getImage("blobs-rof"));
		assertThat(result.getOverlay().size()).isEqualTo(1);
		assertThat(image.getOverlay().size()).isEqualTo(1);
	}

	@Test
	void whatIsAddedToTheOverlayMeanwhileStays() throws Exception {
		final ImageRoi first = shown(null);
		final Roi added = new Roi(first.getBounds());
		onEventThread(() -> image.getOverlay().add(added));
		assertThat(image.getOverlay().get(1).getBounds()).isEqualTo(new java.awt.Rectangle(1, 2, 3, 4));
		press(1);
		RunningImageJ.await(() -> RunningImageJ.dialogs().isEmpty() ? true : null);
		assertThat(image.getOverlay().size()).isEqualTo(2);
		assertThat(image.getOverlay().get(1)).isSameAs(added);
	}

	@Test
	void previewsOfTwoDialogsGoWithTheirDialogs() throws Exception {
		shown(null);
		try (OperatorPreview other = new OperatorPreview(image, ModelCatalog.standard())) {
			onEventThread(() -> other.request(OperatorSettings.ofMacro("operator=rof strength=0.3 mode=Exact device=CPU"), 0.3));
			RunningImageJ.await(() -> image.getOverlay().size() == 3 ? true : null);
			press(1);
			RunningImageJ.await(() -> image.getOverlay().size() == 2 ? true : null);
		}
		assertThat(image.getOverlay().toArray()).noneMatch(ImageRoi.class::isInstance).hasSize(1);
	}

	@Test
	void resultsOfOtherCommandsHaveNoPreviewInTheirOverlay() throws Exception {
		shown(null);
		final ImagePlus enlarged = SuperResolutionTask.run(image, SuperResolutionSettings.ofMacro("model=Auto device=CPU"),
			ModelCatalog.standard(), Progress.NONE, line -> {}).image();
		assertThat(enlarged.getOverlay().toArray()).noneMatch(ImageRoi.class::isInstance).hasSize(1);
		press(1);
	}

	@Test
	void theSlidersRangeFollowsTheOperator() throws Exception {
		final Scrollbar slider = find(Scrollbar.class);
		final TextField number = find(TextField.class);
		slide(0);
		assertThat(number.getText()).isEqualTo("0.005");
		slide(200);
		assertThat(number.getText()).isEqualTo("0.5");
		choose(0, "Background removal (rolling ball)");
		assertThat(number.getText()).isEqualTo("50");
		// by factors: 50 is 0.62 of the way from 5 to 200
		assertThat(slider.getValue()).isEqualTo(125);
		slide(200);
		assertThat(number.getText()).isEqualTo("200");
		slide(100);
		assertThat(Double.parseDouble(number.getText())).isCloseTo(Math.sqrt(5 * 200), offset(0.1));
		press(1);
	}

	@Test
	void anImpossibleStrengthCannotBeConfirmed() throws Exception {
		type("0.9");
		assertThat(dialog.getButtons()[0].isEnabled()).isFalse();
		type("0.3");
		assertThat(dialog.getButtons()[0].isEnabled()).isTrue();
		assertThat(find(Scrollbar.class).getValue()).isEqualTo(178);
		press(1);
	}
}
