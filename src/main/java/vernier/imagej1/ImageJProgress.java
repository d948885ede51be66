package vernier.imagej1;

import java.awt.Component;
import java.awt.KeyEventDispatcher;
import java.awt.KeyboardFocusManager;
import java.awt.event.KeyEvent;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

import ij.IJ;
import ij.ImageJ;
import vernier.image.Progress;

/**
 * ImageJ's progress bar, and the Esc key to cancel. ImageJ has one flag for that key and takes it back whenever a command
 * starts: here each run that goes on when the key is pressed keeps that, and ends however late it asks.
 */
public final class ImageJProgress implements Progress {

	/** Those that may still go on. */
	private static final Set<ImageJProgress> STARTED = Collections.synchronizedSet(Collections.newSetFromMap(
		new WeakHashMap<>()));

	static {
		final KeyEventDispatcher esc = event -> {
			if (event.getID() == KeyEvent.KEY_PRESSED && event.getKeyCode() == KeyEvent.VK_ESCAPE && isHeardByImageJ(event
				.getComponent()))
				cancelAll();
			return false;
		};
		KeyboardFocusManager.getCurrentKeyboardFocusManager().addKeyEventDispatcher(esc);
	}

	private volatile boolean cancelled;

	private ImageJProgress() {}

	/** Starts listening; an Esc pressed earlier no longer counts. */
	public static ImageJProgress start(final String status) {
		if (IJ.escapePressed())
			cancelAll();
		IJ.resetEscape();
		IJ.showStatus(status + " (Esc to cancel)");
		final ImageJProgress progress = new ImageJProgress();
		STARTED.add(progress);
		return progress;
	}

	/** Not in a dialog, where Esc ends the dialog alone. */
	private static boolean isHeardByImageJ(final Component component) {
		final ImageJ imagej = IJ.getInstance();
		return imagej != null && Arrays.asList(component.getKeyListeners()).contains(imagej);
	}

	private static void cancelAll() {
		synchronized (STARTED) {
			List.copyOf(STARTED).forEach(progress -> progress.cancelled = true);
		}
	}

	@Override
	public void update(final double fraction) {
		IJ.showProgress(fraction);
	}

	@Override
	public boolean isCancelled() {
		if (IJ.escapePressed())
			cancelled = true;
		return cancelled;
	}
}
