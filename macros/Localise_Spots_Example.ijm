// Localises spots to a fraction of a pixel, prints how many there are and how precisely they are known, and draws them.
//
// Runs as it is, on an image that it makes. To use it on your own, open it and remove the first block.
// An argument, if given, is the folder to save to; without one nothing is saved.

folder = getArgument();

// 25 spots of about 1.3 pixels on a noisy background, with a pixel size
newImage("beads", "32-bit black", 128, 128, 1);
for (i = 0; i < 25; i++)
	setPixel(14 + 24 * (i % 5) + i % 3, 14 + 24 * floor(i / 5) + i % 2, 9000);
run("Gaussian Blur...", "sigma=1.3");
run("Add...", "value=100");
run("Add Specified Noise...", "standard=5");
run("Properties...", "channels=1 slices=1 frames=1 unit=um pixel_width=0.1 pixel_height=0.1 voxel_depth=1");

// What is omitted takes its default: method=Auto sigma=Auto probability=Auto overlay=Points.
// Rows are appended to the Results table, which is never cleared.
before = nResults;
options = "sigma=Auto rendering=Gaussian magnification=8";
if (folder != "")
	options += " table=[" + folder + "/beads.csv]";
run("Localise Spots...", options);

spots = nResults - before;
precision = 0;
for (i = before; i < nResults; i++)
	precision += getResult("precision_px", i) / spots;
print("Spots: " + spots + ", known to " + d2s(100 * precision, 1) + " nm");

// The rendering is the current image. Its sum is the number of spots.
selectImage("beads-rendered");
getStatistics(area, mean);
getDimensions(width, height, channels, slices, frames);
print("Spots in the rendering: " + d2s(mean * width * height, 2));
if (folder != "")
	saveAs("Tiff", folder + "/beads-rendered.tif");
