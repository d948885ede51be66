package vernier.imagej1;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.GridLayout;
import java.awt.Label;
import java.awt.Panel;
import java.awt.Scrollbar;
import java.awt.TextField;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.OptionalDouble;

import vernier.operators.exact.OperatorInfo;

/**
 * Slider and number of an operator's strength. The slider's ends follow the operator; it goes by steps or by factors, as
 * the operator wants it.
 */
final class StrengthPanel extends Panel {

	private static final long serialVersionUID = 1;

	private static final int STEPS = 200;

	/** Steps that the slider's knob is wide. */
	private static final int KNOB = 10;

	/** Of the slider, which knows no size of its own until it is shown. */
	private static final int WIDTH_PIXELS = 220, HEIGHT_PIXELS = 18;

	/** Letters in a line of the explanation, and lines. */
	private static final int LINE = 46, LINES = 3;

	private final transient Runnable changed;
	private final Scrollbar slider = new Scrollbar(Scrollbar.HORIZONTAL, 0, KNOB, 0, STEPS + KNOB);
	private final TextField number = new TextField(8);
	private final Label[] explanation = new Label[LINES];
	private transient OperatorInfo info;

	/** @param changed called when the user has changed the strength, on the event thread */
	StrengthPanel(final OperatorInfo info, final String strength, final Runnable changed) {
		super(new BorderLayout(0, 2));
		this.changed = changed;
		final Panel row = new Panel(new FlowLayout(FlowLayout.LEFT, 4, 0));
		slider.setPreferredSize(new Dimension(WIDTH_PIXELS, HEIGHT_PIXELS));
		slider.setBlockIncrement(STEPS / 10);
		row.add(new Label("Strength:"));
		row.add(slider);
		row.add(number);
		add(row, BorderLayout.NORTH);
		final Panel lines = new Panel(new GridLayout(LINES, 1));
		for (int i = 0; i < LINES; i++)
			lines.add(explanation[i] = new Label("x".repeat(LINE)));
		add(lines, BorderLayout.CENTER);
		show(info);
		if (!strength.isEmpty())
			number.setText(strength);
		moveSlider();
		slider.addAdjustmentListener(event -> slid());
		number.addTextListener(event -> typed());
	}

	/** Takes another operator, at its default strength. */
	void show(final OperatorInfo other) {
		info = other;
		number.setText(OperatorInfo.text(other.initial()));
		moveSlider();
		explain();
	}

	/** Says what the strength is. */
	void explain() {
		explain(info.strength() + ", " + OperatorInfo.text(info.min()) + " to " + OperatorInfo.text(info.max()));
	}

	/** Says something in place of what the strength is, until there is another operator. */
	void explain(final String text) {
		final String[] lines = lines(text);
		for (int i = 0; i < LINES; i++)
			explanation[i].setText(lines[i]);
	}

	private static String[] lines(final String text) {
		final String[] lines = { "", "", "" };
		int line = 0;
		for (final String word : text.split(" ")) {
			if (lines[line].length() + 1 + word.length() > LINE && line < LINES - 1)
				line++;
			lines[line] += (lines[line].isEmpty() ? "" : " ") + word;
		}
		return lines;
	}

	/** The strength as text, as typed. */
	String text() {
		return number.getText().trim();
	}

	/** The strength, or nothing if what is typed is none. */
	OptionalDouble strength() {
		try {
			final double value = Double.parseDouble(text());
			return value >= info.min() && value <= info.max() ? OptionalDouble.of(value) : OptionalDouble.empty();
		}
		catch (final NumberFormatException e) {
			return OptionalDouble.empty();
		}
	}

	/** The ends exactly, else three digits: as many as a slider can tell. */
	private void slid() {
		final double place = (double) slider.getValue() / STEPS;
		final double value = place == 0 ? info.min() : place == 1 ? info.max() : info.at(place);
		// tells the listener of the text
		number.setText(OperatorInfo.text(Math.max(info.min(), Math.min(info.max(), rounded(value)))));
	}

	private void typed() {
		moveSlider();
		changed.run();
	}

	private void moveSlider() {
		strength().ifPresent(value -> slider.setValue((int) Math.round(STEPS * info.place(value))));
	}

	private static double rounded(final double value) {
		return new BigDecimal(value, new MathContext(3)).doubleValue();
	}
}
