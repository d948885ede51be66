package vernier.imagej1;

/** Texts behind the Help buttons. */
final class HelpText {

	/** HTML, as ImageJ's dialogs want it. */
	static final String SUPER_RESOLUTION = """
		<html><h2>Super-Resolution</h2>
		<p>Enlarges every plane of the current image, or the bounding box of its area<br>
		selection, by a learned network. Pixel type, calibration, channels, slices,<br>
		frames, lookup tables, overlay and properties go through.</p>
		<dl>
		<dt><b>Model</b> (<code>model</code>, Auto)</dt>
		<dd>Auto is the most accurate model that comes with the plugin. A macro may also<br>
		give a model's id or the path to a model.</dd>
		<dt><b>Scale</b> (<code>scale</code>, 2)</dt>
		<dd>1.1 to 8, such as 2 or 1.5; 2x1.5 for 2 in x and 1.5 in y.</dd>
		<dt><b>Device</b> (<code>device</code>, Auto)</dt>
		<dd>Auto takes a GPU if one proves usable. GPU fails if none is.</dd>
		<dt><b>Consistency</b> (<code>consistency</code>, off)</dt>
		<dd>Corrects the result so that, reduced again, it gives the input: no intensity is<br>
		lost or invented, but noise of the input stays.</dd>
		<dt><b>Residual image</b> (<code>residual</code>, off)</dt>
		<dd>A second, 32-bit image with what the result, reduced again, misses of the input.</dd>
		<dt><b>Preview</b></dt>
		<dd>A part of the view: left cubic interpolation, right the network.</dd>
		</dl>
		<p>The result of "blobs.gif" is titled "blobs-x2"; model, device and scale are in its<br>
		properties (Image &gt; Show Info...). Esc cancels. In a macro:</p>
		<pre>run("Super-Resolution...", "model=Auto scale=2 device=Auto");</pre>
		<p>A network adds detail that is likely, not detail that was measured: do not measure<br>
		below the resolution of the microscope in the result.</p></html>""";

	private HelpText() {}
}
