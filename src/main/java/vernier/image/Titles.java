package vernier.image;

import java.util.regex.Pattern;

/** Titles of results. */
public final class Titles {

	/** What looks like a file's extension: short, and begins with a letter, so that "0.5 um" keeps its number. */
	private static final Pattern EXTENSION = Pattern.compile("(?i)\\.(ome\\.tiff?|nii\\.gz|[a-z][a-z0-9]{0,4})$");

	private Titles() {}

	/** "blobs.gif" and "x2" make "blobs-x2". */
	public static String withSuffix(final String title, final String suffix) {
		return withoutExtension(title) + "-" + suffix;
	}

	/** "blobs.gif" is "blobs"; what is nothing but an extension stays. */
	public static String withoutExtension(final String title) {
		final String name = EXTENSION.matcher(title).replaceFirst("");
		return name.isEmpty() ? title : name;
	}
}
