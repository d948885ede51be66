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
		<dd>Auto is the fast family, sr-fast. sr-quality is more accurate by about 0.1 dB and<br>
		takes eight times as long. A macro may also give a model's id or the<br>
		path to a model.</dd>
		<dt><b>Scale</b> (<code>scale</code>, 2)</dt>
		<dd>1.1 to 8, such as 2 or 1.5; 2x1.5 for 2 in x and 1.5 in y.</dd>
		<dt><b>Device</b> (<code>device</code>, Auto)</dt>
		<dd>Auto takes a GPU if one proves usable. GPU fails if none is.</dd>
		<dt><b>Consistency</b> (<code>consistency</code>, off)</dt>
		<dd>Corrects the result so that, reduced again, it gives the input: no intensity is<br>
		lost or invented, but noise of the input stays.</dd>
		<dt><b>Residual image</b> (<code>residual</code>, off)</dt>
		<dd>A second, 32-bit image with what the result, reduced again, misses of the input;<br>
		of RGB the largest difference of red, green or blue.</dd>
		<dt><b>Preview</b></dt>
		<dd>A part of the view: left cubic interpolation, right the network.</dd>
		</dl>
		<p>The result of "blobs.gif" is titled "blobs-x2"; model, device and scale are in its<br>
		properties (Image &gt; Show Info...). Esc cancels. In a macro:</p>
		<pre>run("Super-Resolution...", "model=Auto scale=2 device=Auto");</pre>
		<p>A network adds detail that is likely, not detail that was measured: do not measure<br>
		below the resolution of the microscope in the result.</p></html>""";

	/** HTML, as ImageJ's dialogs want it. */
	static final String VOLUME = """
		<html><h2>Volume Super-Resolution</h2>
		<p>Refines a stack of thick slices through the slices, by a learned network that sees<br>
		its reslices. Every channel and frame is a volume of its own. A selection's bounding<br>
		box is refined alone.</p>
		<dl>
		<dt><b>Voxel size</b> (<code>voxel</code>, Auto)</dt>
		<dd>What the image says, unless you state another.</dd>
		<dt><b>Spacing</b> (<code>spacing</code>, isotropic)</dt>
		<dd>Voxel size of the result: isotropic, one size for all axes, or three, such as<br>
		0.7x0.7x1. Slices can become up to 6 times finer.</dd>
		<dt><b>Slice thickness</b> (<code>thickness</code>, Auto)</dt>
		<dd>Less than the distance of slices where there are gaps. Auto estimates it, as half<br>
		that distance to all of it.</dd>
		<dt><b>Model</b> (<code>model</code>, Auto)</dt>
		<dd>The network has learned heads in MRI. cubic interpolates only, and is nearer to the<br>
		truth for smooth fluorescence.</dd>
		<dt><b>Device</b> (<code>device</code>, Auto)</dt>
		<dd>Auto takes a GPU if one proves usable. GPU fails if none is.</dd>
		<dt><b>In-plane network</b> (<code>inplane</code>, off)</dt>
		<dd>Where the spacing is finer than the slices' own pixels, a network refines them<br>
		too, instead of cubic interpolation.</dd>
		<dt><b>Consistency</b> (<code>consistency</code>, on)</dt>
		<dd>Corrects the result until its slices are the measured ones, which brings it nearer<br>
		to the truth (0.1 to 0.5 dB for slices that touch) but keeps the slices' noise. In a<br>
		macro consistency=false switches it off.</dd>
		</dl>
		<p>The result of "head.nii" is titled "head-iso0.7". Esc cancels. In a macro:</p>
		<pre>run("Volume Super-Resolution...", "spacing=isotropic");</pre>
		<p>What lies between slices was not measured. The network adds what is likely.</p></html>""";

	private HelpText() {}
}
