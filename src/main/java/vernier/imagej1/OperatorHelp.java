package vernier.imagej1;

/** Text behind the Help button of Learned Operator. */
final class OperatorHelp {

	/** HTML, as ImageJ's dialogs want it. */
	static final String TEXT = """
		<html><h2>Learned Operator</h2>
		<p>Applies an image-processing operator to every plane of the current image, or<br>
		the bounding box of its area selection: by a small network that imitates it,<br>
		or exactly as its paper defines it. Pixel type, calibration, channels, slices,<br>
		frames, lookup tables, overlay and properties go through.</p>
		<dl>
		<dt><b>Operator</b> (<code>operator</code>, l0-smoothing)</dt>
		<dd>What to do. The dehazings need an RGB image.</dd>
		<dt><b>Strength</b> (<code>strength</code>, the operator's default)</dt>
		<dd>The operator's own parameter, in its own unit, as the dialog explains.</dd>
		<dt><b>Mode</b> (<code>mode</code>, Auto)</dt>
		<dd>Auto takes a network if there is one that is faster than the exact operator and as good.<br>
		Learned fails if there is none. Choose Exact for text, screenshots, line art and masks.</dd>
		<dt><b>Device</b> (<code>device</code>, Auto)</dt>
		<dd>For networks. Auto takes a GPU if one proves usable. GPU fails if none is.</dd>
		<dt><b>Strength map</b> (<code>map</code>, none)</dt>
		<dd>Title of a 32-bit image of the same size with a strength for each pixel;<br>
		needs a network.</dd>
		<dt><b>Preview</b></dt>
		<dd>Shows the result in the middle of the view, on the image itself, which is not<br>
		changed.</dd>
		</dl>
		<p>Operators see values from 0 to 1: of 8-bit and RGB images 0 to 255, of others the<br>
		range of the data in all slices. The result of "blobs.gif" is titled<br>
		"blobs-l0-smoothing"; what made it is in its properties (Image &gt; Show Info...).<br>
		Esc cancels. In a macro:</p>
		<pre>run("Learned Operator...", "operator=l0-smoothing strength=0.02 mode=Exact");</pre></html>""";

	private OperatorHelp() {}
}
