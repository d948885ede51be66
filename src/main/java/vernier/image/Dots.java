package vernier.image;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

/** The dots of a plane in which whatever is not black was put there by hand. */
final class Dots {

	private final ImageProcessor plane;
	private final boolean[] seen;
	private final List<double[]> singles = new ArrayList<>();
	private final List<double[]> groups = new ArrayList<>();
	private int small;

	private Dots(final ImageProcessor plane) {
		this.plane = plane;
		seen = new boolean[plane.getPixelCount()];
	}

	/** Centres as x and y, in pixels from the plane's corner. */
	static List<double[]> of(final ImageProcessor plane) {
		final Dots dots = new Dots(plane);
		for (int i = 0; i < dots.seen.length; i++)
			if (!dots.seen[i] && dots.isSet(i))
				dots.follow(i);
		return 2 * dots.small > dots.groups.size() ? dots.singles : dots.groups;
	}

	private boolean isSet(final int pixel) {
		return plane instanceof ColorProcessor ? (plane.get(pixel) & 0xffffff) != 0 : plane.getf(pixel) != 0;
	}

	private void follow(final int start) {
		final int width = plane.getWidth();
		final int height = plane.getHeight();
		final Deque<Integer> open = new ArrayDeque<>(List.of(start));
		seen[start] = true;
		double sumX = 0;
		double sumY = 0;
		int size = 0;
		while (!open.isEmpty()) {
			final int pixel = open.pop();
			final int x = pixel % width;
			final int y = pixel / width;
			singles.add(new double[] { x + 0.5, y + 0.5 });
			sumX += x + 0.5;
			sumY += y + 0.5;
			size++;
			for (int v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++)
				for (int u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++)
					if (!seen[v * width + u] && isSet(v * width + u)) {
						seen[v * width + u] = true;
						open.push(v * width + u);
					}
		}
		groups.add(new double[] { sumX / size, sumY / size });
		small += size == 1 ? 1 : 0;
	}
}
