// Makes every head in a folder isotropic: thick slices in, thin slices out.
//
// Runs as it is, on heads that it makes. To use it on your own, set the two folders below; NIfTI files (.nii, .nii.gz),
// folders of DICOM slices and TIFF stacks with a voxel size are read, and NIfTI keeps its place in the scanner.
// An argument, if given, is the folder to work in.

folder = getArgument();
if (folder == "")
	folder = getDir("temp") + "vernier-mri-example";
heads = folder + "/heads";
results = folder + "/heads-isotropic";
if (!File.exists(heads))
	makeHeads(heads);

// Several steps are separated by semicolons. The thickness is that of the slices as they were measured, in mm, which is
// less than their distance where there are gaps; without it, it is estimated.
run("Vernier Batch...", "input=[" + heads + "] output=[" + results + "] steps=[volume spacing=isotropic thickness=3]");

// A table says what became of each file; it is in summary.csv, too. A file that fails does not end the macro.
for (i = 0; i < Table.size("Vernier batch"); i++)
	print(Table.getString("File", i, "Vernier batch") + ": " + Table.getString("Status", i, "Vernier batch"));

// Running the macro again skips what is complete, also after a crash.

function makeHeads(folder) {
	File.makeDirectory(File.getParent(folder));
	File.makeDirectory(folder);
	setBatchMode(true);
	for (h = 1; h <= 2; h++) {
		newImage("head", "16-bit black", 48, 56, 12);
		for (z = 1; z <= nSlices; z++) {
			setSlice(z);
			radius = 20 * sqrt(1 - pow((z - 6.5) / 7, 2));
			setColor(600);
			fillOval(24 - radius, 28 - radius * 1.2, 2 * radius, 2.4 * radius);
			setColor(900 + 20 * h);
			fillOval(24 - radius / 2, 20, radius, 10 + z);
		}
		run("Gaussian Blur...", "sigma=0.8 stack");
		run("Properties...", "channels=1 slices=12 frames=1 unit=mm pixel_width=1 pixel_height=1 voxel_depth=3");
		saveAs("Tiff", folder + "/head-" + h + ".tif");
		close();
	}
	setBatchMode(false);
}
