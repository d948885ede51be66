package vernier.cli;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Arrays;
import java.util.Random;

import vernier.operators.exact.Picture;

/**
 * Square pictures of what photographs hardly show and microscopes, telescopes and programs do: single bright pixels, stars,
 * thin lines, hard-edged masks, patterns of few pixels, even areas at the ends of the range, noise without anything else.
 * <p>
 * Layers are laid over an even ground, each a mask and a colour. Half of the pictures have levels of gray alone, a
 * quarter pure colours, as composites of channels and labels do; a third of all other levels are black or white.
 */
final class Scenes {

	private static final int MOST_LAYERS = 4;

	/** Coarsest period of a pattern, in pixels. */
	private static final double COARSE = 16;

	private enum Kind {
		NOTHING, RAMP, PATTERN, POINTS, LINES, DISCS, GRAIN, CLOUDS
	}

	private final int size;
	private final Random random;
	private final boolean gray, pure;

	private Scenes(final int size, final Random random) {
		this.size = size;
		this.random = random;
		gray = random.nextBoolean();
		pure = !gray && random.nextBoolean();
	}

	/**
	 * @param size columns and rows
	 * @return red, green and blue, 0 to 1
	 */
	static Picture draw(final int size, final Random random) {
		return new Scenes(size, random).draw();
	}

	private Picture draw() {
		final Picture picture = Picture.of(size, size, 3);
		final float[] all = new float[size * size];
		Arrays.fill(all, 1);
		lay(picture, all, colour());
		for (int left = random.nextInt(MOST_LAYERS) + 1; left > 0; left--)
			lay(picture, mask(), colour());
		return picture;
	}

	private float[] colour() {
		final float[] colour = new float[3];
		for (int c = 0; c < colour.length; c++)
			colour[c] = gray && c > 0 ? colour[0] : level();
		return colour;
	}

	private float level() {
		return pure || random.nextInt(3) == 0 ? random.nextInt(2) : random.nextFloat();
	}

	private void lay(final Picture picture, final float[] mask, final float[] colour) {
		for (int c = 0; c < colour.length; c++) {
			final float[] channel = picture.channels()[c];
			for (int i = 0; i < channel.length; i++)
				channel[i] += mask[i] * (colour[c] - channel[i]);
		}
	}

	private float[] mask() {
		final Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
		switch (kind) {
			case RAMP:
				return ramp();
			case PATTERN:
				return pattern();
			case POINTS, LINES, DISCS:
				return drawn(kind);
			case GRAIN:
				return grain();
			case CLOUDS:
				return clouds();
			default:
				return new float[size * size];
		}
	}

	/** From 0 to 1 in a random direction and within a random length, which may be one pixel: an edge. */
	private float[] ramp() {
		final double angle = angle(), length = size * Math.pow(size, -random.nextDouble()), start = random.nextDouble() * size;
		final float[] mask = new float[size * size];
		for (int i = 0; i < mask.length; i++)
			mask[i] = (float) Math.max(0, Math.min(1, (along(i, angle) - start) / length));
		return mask;
	}

	/** Stripes or a chessboard. */
	private float[] pattern() {
		final boolean stripes = random.nextBoolean();
		final double angle = angle(), period = Math.rint(Math.pow(COARSE, random.nextDouble()));
		final float[] mask = new float[size * size];
		for (int i = 0; i < mask.length; i++) {
			final long across = stripes ? 0 : Math.round(along(i, angle + Math.PI / 2) / period);
			mask[i] = Math.floorMod(Math.round(along(i, angle) / period) + across, 2);
		}
		return mask;
	}

	/** Pixels of random height; or 0 and 1 with a random share of ones, down to a few hot pixels. */
	private float[] grain() {
		final float[] mask = new float[size * size];
		if (random.nextBoolean()) {
			final float height = random.nextFloat();
			for (int i = 0; i < mask.length; i++)
				mask[i] = height * random.nextFloat();
		}
		else {
			final double share = Math.pow(mask.length, -random.nextDouble());
			for (int i = 0; i < mask.length; i++)
				mask[i] = random.nextDouble() < share ? 1 : 0;
		}
		return mask;
	}

	/** A sum of wide bells; or where it is high, a mask with smooth and hard outlines. */
	private float[] clouds() {
		final float[] mask = new float[size * size];
		for (int left = random.nextInt(12) + 1; left > 0; left--) {
			final double x0 = random.nextDouble() * size, y0 = random.nextDouble() * size, sigma = size * (0.03 + 0.3 * random
				.nextDouble());
			for (int i = 0; i < mask.length; i++)
				mask[i] += (float) Math.exp(-(square(i % size - x0) + square(i / size - y0)) / (2 * sigma * sigma));
		}
		final boolean hard = random.nextBoolean();
		for (int i = 0; i < mask.length; i++)
			mask[i] = hard ? Math.round(Math.min(1, mask[i])) : Math.min(1, mask[i]);
		return mask;
	}

	/** Shapes of random brightness, with soft edges or hard ones. */
	private float[] drawn(final Kind kind) {
		final BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_GRAY);
		final Graphics2D pen = image.createGraphics();
		if (random.nextBoolean())
			pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
		final boolean equal = random.nextBoolean();
		final double length = size * Math.pow(size / 4.0, -random.nextDouble());
		pen.setStroke(new BasicStroke(1 + random.nextInt(3) / 2));
		for (int left = (int) Math.pow(200, random.nextDouble()); left >= 0; left--) {
			final float level = equal ? 1 : random.nextFloat();
			pen.setColor(new Color(level, level, level));
			final double x = random.nextDouble() * size, y = random.nextDouble() * size, angle = angle(), part = random
				.nextDouble();
			if (kind == Kind.LINES)
				pen.draw(new Line2D.Double(x, y, x + length * Math.cos(angle), y + length * Math.sin(angle)));
			else {
				final double diameter = kind == Kind.POINTS ? 1 + 2 * part : 4 + part * length / 4;
				pen.fill(new Ellipse2D.Double(x, y, diameter, diameter));
			}
		}
		pen.dispose();
		final byte[] levels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
		final float[] mask = new float[levels.length];
		for (int i = 0; i < mask.length; i++)
			mask[i] = (levels[i] & 0xff) / 255f;
		return mask;
	}

	/** Upright half of the time: rows and columns are what screens and detectors draw along. */
	private double angle() {
		return random.nextBoolean() ? random.nextInt(4) * Math.PI / 2 : random.nextDouble() * 2 * Math.PI;
	}

	/** Place of a pixel along a direction through the middle, at least 0 for the most part. */
	private double along(final int i, final double angle) {
		final double middle = (size - 1) / 2.0;
		return middle + (i % size - middle) * Math.cos(angle) + (i / size - middle) * Math.sin(angle);
	}

	private static double square(final double value) {
		return value * value;
	}
}
