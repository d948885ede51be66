package vernier.imagej1;

/** The text behind the Help button of Vernier Batch. */
final class BatchHelp {

	static final String TEXT = """
		<html><h2>Vernier Batch</h2>
		<p>Processes every image of a folder and its subfolders by the same steps. A folder<br>
		of DICOM files is one image, the input folder too. Results take the names and<br>
		subfolders of their files.</p>
		<dl>
		<dt><b>Input folder</b> (<code>input</code>), <b>Output folder</b> (<code>output</code>)</dt>
		<dd>The output lies outside of the input, which is never changed.</dd>
		<dt><b>Files</b> (<code>glob</code>, all images)</dt>
		<dd>By their path in the input folder, such as **/*.tif.</dd>
		<dt><b>Steps</b> (<code>steps</code>)</dt>
		<dd>One a line, or separated by semicolons, with the parameters of the commands:<br>
		<code>super-resolve scale=2</code><br>
		<code>operator operator=l0-smoothing strength=0.02</code><br>
		<code>count object-size=12 rois=[/data/wells.zip]</code> (or <code>grid=2x2</code>; whole images if not given)<br>
		<code>locate method=fit rendering=gaussian</code><br>
		<code>volume spacing=isotropic</code></dd>
		<dt><b>Format</b> (<code>format</code>, Auto)</dt>
		<dd>Auto is nii.gz for NIfTI, ome.zarr for OME-Zarr that is enlarged or goes through operators, and tif for all
		others.</dd>
		<dt><b>Images at a time</b> (<code>jobs</code>, 3)</dt>
		<dd>One is computed while others are read and written.</dd>
		</dl>
		<p>summary.csv in the output folder has a row per file, batch.log what happened when. A<br>
		file that cannot be processed is reported, the others go on. Run it again after an<br>
		interruption: what is complete is skipped. Esc cancels. In a macro:</p>
		<pre>run("Vernier Batch...", "input=[/data/in] output=[/data/out] steps=[super-resolve scale=2]");</pre></html>""";

	private BatchHelp() {}
}
