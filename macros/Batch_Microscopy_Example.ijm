// Counts the spots in every image of a folder and enlarges the images.
//
// Runs as it is, on images that it makes. To use it on your own, set the two folders below. An argument, if given, is the
// folder to work in.

folder = getArgument();
if (folder == "")
	folder = getDir("temp") + "vernier-microscopy-example";
images = folder + "/images";
results = folder + "/images-processed";
if (!File.exists(images))
	makeImages(images);

// Steps follow each other: first counts, on what was measured, then the enlargement. The pattern takes TIFF files of all
// subfolders. "count" writes a table beside each image and a number into the summary.
run("Vernier Batch...", "input=[" + images + "] output=[" + results + "] glob=**/*.tif "
	+ "steps=[count object-size=5 method=LoG; super-resolve scale=2]");

// The summary has a row per file: status, seconds, counts, model, device and the sha256 of the results.
Table.open(results + "/summary.csv");
for (i = 0; i < Table.size; i++)
	print(Table.getString("file", i) + ": " + Table.getString("status", i) + ", " + Table.getString("counts", i) + " spots");

function makeImages(folder) {
	File.makeDirectory(File.getParent(folder));
	File.makeDirectory(folder);
	File.makeDirectory(folder + "/day-2");
	setBatchMode(true);
	for (n = 1; n <= 3; n++) {
		newImage("spots", "16-bit black", 96, 80, 1);
		setColor(3000);
		for (i = 0; i < 4 * n; i++)
			fillOval(8 + (i * 37) % 78, 8 + (i * 23) % 62, 5, 5);
		run("Gaussian Blur...", "sigma=1");
		run("Add...", "value=400");
		run("Properties...", "channels=1 slices=1 frames=1 unit=um pixel_width=0.2 pixel_height=0.2 voxel_depth=1");
		saveAs("Tiff", folder + "/" + substring("day-2/", 0, 6 * (n == 3)) + "image-" + n + ".tif");
		close();
	}
	setBatchMode(false);
}
