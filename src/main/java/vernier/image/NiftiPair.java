package vernier.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The names of NIfTI files in two parts: header and voxels. */
final class NiftiPair {

	private NiftiPair() {}

	/** The header of a pair of which either file is named; any other file itself. */
	static Path header(final Path path) {
		return swap(path, "img", "hdr");
	}

	/** The voxels that belong to a header. */
	static Path voxels(final Path path) {
		return swap(path, "hdr", "img");
	}

	private static Path swap(final Path path, final String from, final String to) {
		final String name = String.valueOf(path.getFileName());
		for (final String end : List.of("." + from, "." + from + ".gz"))
			if (name.regionMatches(true, name.length() - end.length(), end, 0, end.length())) {
				final String stem = name.substring(0, name.length() - end.length());
				final boolean upper = Character.isUpperCase(name.charAt(stem.length() + 1));
				final String other = upper ? to.toUpperCase(Locale.ROOT) : to;
				// the parts need not be compressed both
				for (final String candidate : List.of(stem + "." + other + end.substring(4), stem + "." + other,
					stem + "." + other + ".gz"))
					if (Files.isRegularFile(path.resolveSibling(candidate)))
						return path.resolveSibling(candidate);
				return path.resolveSibling(stem + "." + other);
			}
		return path;
	}
}
