package vernier.imagej1;

/** The texts behind the Help buttons of Points to Density, Score Counts and Score Spots. */
final class ScoringHelp {

	private static final String SOURCES = """
		<dd>Auto: the selection if it is one of points, else the ROI Manager, else the overlay.<br>
		Selection, Manager, Overlay: these alone. Or the title of a dot image that is open, or the<br>
		path of a file: a table with columns x_px and y_px (the first pixel's centre is 0.5, 0.5),<br>
		one of ThunderSTORM, TrackMate or napari, ImageJ's selections (.roi, .zip), or a dot image.""";

	/** HTML, as ImageJ's dialogs want it. */
	static final String POINTS = """
		<html><h2>Points to Density</h2>
		<p>Makes an image of objects per pixel of points that were tagged. Its sum over a plane is<br>
		the number of points there.</p>
		<dl>
		<dt><b>Points</b> (<code>points</code>, Auto)</dt>
		""" + SOURCES + """
		</dd>
		<dt><b>Sigma</b> (<code>sigma</code>, 0)</dt>
		<dd>Each point is spread as a Gaussian of this standard deviation in pixels; 0 puts it into<br>
		its pixel.</dd>
		</dl>
		<p>The density of "blobs.gif" is titled "blobs-points". In a macro:</p>
		<pre>run("Points to Density", "points=Selection sigma=2");</pre></html>""";

	/** HTML, as ImageJ's dialogs want it. */
	static final String COUNTS = """
		<html><h2>Score Counts</h2>
		<p>Compares counts with the truth: a row in the table "Vernier scores", and a plot of<br>
		predicted against true counts with the identity line.</p>
		<dl>
		<dt><b>Truth</b> (<code>truth</code>, Auto)</dt>
		""" + SOURCES + """
		<br>
		A table with a column count or truth has true counts instead.</dd>
		<dt><b>Found</b> (<code>found</code>, Results)</dt>
		<dd>Results: the rows of the Results table that are of the current image. Or the path of a<br>
		table of counts.</dd>
		<dt><b>ROIs</b> (<code>rois</code>, Auto)</dt>
		<dd>The areas that were counted in, where the truth is given as points.</dd>
		</dl>
		<p>Counting makes the density the current image: select the image that was counted in<br>
		first. In a macro:</p>
		<pre>run("Score Counts...", "truth=Selection");</pre></html>""";

	/** HTML, as ImageJ's dialogs want it. */
	static final String SPOTS = """
		<html><h2>Score Spots</h2>
		<p>Compares localised spots with the truth: a row in the table "Vernier spot scores", and a<br>
		plot of the error over the intensity with the Cramer-Rao bound.</p>
		<dl>
		<dt><b>Truth</b> (<code>truth</code>, Auto)</dt>
		""" + SOURCES + """
		</dd>
		<dt><b>Found</b> (<code>found</code>, Results)</dt>
		<dd>Results: the rows of the Results table that are of the current image. Or the path of a<br>
		table of spots.</dd>
		<dt><b>Distance</b> (<code>distance</code>, 3)</dt>
		<dd>How far apart a pair may be, in pixels.</dd>
		</dl>
		<p>In a macro:</p>
		<pre>run("Score Spots...", "truth=Selection");</pre></html>""";

	private ScoringHelp() {}
}
