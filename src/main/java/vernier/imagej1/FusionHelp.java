package vernier.imagej1;

/** The text behind the Help button of Fuse Stacks. */
final class FusionHelp {

	/** HTML, as ImageJ's dialogs want it. */
	static final String TEXT = """
		<html><h2>Fuse Stacks</h2>
		<p>Makes one fine volume of two to six stacks with thick slices of one subject, taken<br>
		in different directions. Each stack is refined by the network first; then the volume<br>
		is corrected until it explains the measured slices of all of them. Voxels and slices<br>
		that do not fit the others, as after a motion, count less.</p>
		<dl>
		<dt><b>Stack 1</b> (<code>stack1</code>, the current image)</dt>
		<dd>Gives the result its grid, outline and units of value. A selection in a stack<br>
		stands for its bounding box.</dd>
		<dt><b>Stack 2</b>, ... (<code>stack2</code> to <code>stack6</code>)</dt>
		<dd>Titles of open images; in a macro also paths of files.</dd>
		<dt><b>Align</b> (<code>align</code>, on)</dt>
		<dd>Refines by a rigid motion where the other stacks lie, starting from what their<br>
		headers say. The Log window tells how far they were moved. In a macro align=false<br>
		switches it off.</dd>
		<dt><b>Spacing</b> (<code>spacing</code>, isotropic)</dt>
		<dd>Voxel size of the result: isotropic, one size for all axes, or three.</dd>
		<dt><b>Slice thickness</b> (<code>thickness</code>, Auto)</dt>
		<dd>Less than the distance of slices where there are gaps. Auto estimates it.</dd>
		<dt><b>Model</b> (<code>model</code>, Auto), <b>Device</b> (<code>device</code>, Auto)</dt>
		<dd>As in Volume Super-Resolution.</dd>
		</dl>
		<p>Stacks must say where they lie in the world: open NIfTI and DICOM with<br>
		<i>Plugins &gt; Vernier &gt; Open Volume...</i>, which keeps that, and save the result with<br>
		<i>Save Volume...</i> The result of "axial.nii" is titled "axial-fused". In a macro:</p>
		<pre>run("Fuse Stacks...", "stack1=axial.nii stack2=coronal.nii");</pre></html>""";

	private FusionHelp() {}
}
