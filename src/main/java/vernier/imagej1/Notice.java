package vernier.imagej1;

import java.awt.Dimension;
import java.awt.Font;
import java.awt.GridLayout;
import java.awt.Label;
import java.awt.Panel;

/** Lines of a dialog that say what comes out, or what is wrong with what is entered. Their room does not change. */
final class Notice extends Panel {

	private static final long serialVersionUID = 1;

	/** Letters in a line, and lines: room for the sentences of the volume commands. */
	private static final int LETTERS = 56, LINES = 3;

	private final Label[] labels = new Label[LINES];

	Notice() {
		super(new GridLayout(LINES, 1));
		for (int i = 0; i < LINES; i++)
			add(labels[i] = new Label());
	}

	/** Shows a text, broken between words; what does not fit is left out and an ellipsis stands for it. */
	void say(final String text) {
		final String[] lines = lines(text);
		for (int i = 0; i < LINES; i++)
			labels[i].setText(lines[i]);
	}

	static String[] lines(final String text) {
		final String[] all = Failures.wrapped(text, LETTERS).split("\n");
		final String[] lines = new String[LINES];
		for (int i = 0; i < LINES; i++)
			lines[i] = i < all.length ? all[i] : "";
		if (all.length > LINES)
			lines[LINES - 1] += " ...";
		return lines;
	}

	@Override
	public Dimension getPreferredSize() {
		final Dimension size = super.getPreferredSize();
		final Font font = getFont();
		return font == null ? size : new Dimension(Math.max(size.width, LETTERS * getFontMetrics(font).charWidth('n')),
			size.height);
	}
}
