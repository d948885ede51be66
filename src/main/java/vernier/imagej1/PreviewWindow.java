package vernier.imagej1;

import java.awt.Canvas;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Frame;
import java.awt.Graphics;
import java.awt.Rectangle;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.awt.image.BufferedImage;

import ij.process.ColorProcessor;

/**
 * A window with a picture, as large as the window lets it be. ImageJ does not know of it: it never becomes the current
 * image, and the macro recorder does not select it.
 */
final class PreviewWindow extends Frame {

	private static final long serialVersionUID = 1;

	private transient BufferedImage picture = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
	private final Canvas canvas = new Canvas() {

		private static final long serialVersionUID = 1;

		@Override
		public void paint(final Graphics graphics) {
			final double scale = Math.min((double) getWidth() / picture.getWidth(), (double) getHeight() / picture.getHeight());
			final int width = (int) Math.round(scale * picture.getWidth());
			final int height = (int) Math.round(scale * picture.getHeight());
			graphics.drawImage(picture, (getWidth() - width) / 2, (getHeight() - height) / 2, width, height, null);
		}
	};

	/** @param closed called when the user has closed the window */
	PreviewWindow(final Runnable closed) {
		// the keyboard stays where one is typing
		setAutoRequestFocus(false);
		canvas.setBackground(Color.DARK_GRAY);
		add(canvas);
		addWindowListener(new WindowAdapter() {

			@Override
			public void windowClosing(final WindowEvent event) {
				dispose();
				closed.run();
			}
		});
	}

	/** Shows another picture; the window takes its size unless the picture is as large as the one before. */
	void show(final String title, final ColorProcessor pixels) {
		final boolean another = pixels.getWidth() != picture.getWidth() || pixels.getHeight() != picture.getHeight();
		picture = pixels.getBufferedImage();
		setTitle(title);
		if (another) {
			canvas.setPreferredSize(new Dimension(picture.getWidth(), picture.getHeight()));
			pack();
			final Rectangle screen = getGraphicsConfiguration().getBounds();
			setSize(Math.min(getWidth(), screen.width), Math.min(getHeight(), screen.height));
		}
		if (!isVisible())
			setLocationRelativeTo(null);
		setVisible(true);
		canvas.repaint();
	}

	/** What is shown. */
	BufferedImage picture() {
		return picture;
	}
}
