package vernier.cli;

import java.io.PrintWriter;
import java.util.function.BooleanSupplier;

import vernier.image.Progress;

/**
 * Progress on standard error: a bar that is drawn over itself where somebody watches, a line per quarter where the
 * output goes to a file, nothing if quiet.
 */
final class Console implements Progress {

	/** How progress is told. */
	enum Style {
		BAR, LINES, QUIET
	}

	private static final int BAR_WIDTH = 40;

	private final PrintWriter err;
	private final Style style;
	private final BooleanSupplier cancelled;
	private int shown = -1;

	/** @param cancelled whether the user wants to stop */
	Console(final PrintWriter err, final Style style, final BooleanSupplier cancelled) {
		this.err = err;
		this.style = style;
		this.cancelled = cancelled;
	}

	@Override
	public synchronized void update(final double fraction) {
		final int percent = (int) Math.round(100 * Math.min(1, Math.max(0, fraction)));
		if (style == Style.BAR && percent > shown) {
			shown = percent;
			final int filled = percent * BAR_WIDTH / 100;
			err.print("\r[" + "#".repeat(filled) + ".".repeat(BAR_WIDTH - filled) + "] " + percent + " %");
			err.flush();
		}
		else if (style == Style.LINES && percent / 25 > Math.max(0, shown) / 25) {
			shown = percent;
			err.println(percent / 25 * 25 + " %");
		}
	}

	@Override
	public boolean isCancelled() {
		return cancelled.getAsBoolean();
	}

	/** A line that the user should see, whatever is drawn at the moment. */
	synchronized void note(final String line) {
		clear();
		if (style != Style.QUIET)
			err.println(line);
	}

	/** Removes the bar. */
	synchronized void clear() {
		if (style != Style.BAR || shown < 0)
			return;
		err.print("\r" + " ".repeat(BAR_WIDTH + 8) + "\r");
		err.flush();
		shown = -1;
	}
}
