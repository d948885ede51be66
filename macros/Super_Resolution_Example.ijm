// Enlarges an image by super-resolution, measures both, and saves the result.
//
// Runs as it is, on an image that it makes. To use it on your own, open it and remove the first block.
// An argument, if given, is the folder to save to; without one nothing is saved.

folder = getArgument();

// an image with a scale bar's worth of calibration
newImage("spots", "16-bit black", 96, 80, 1);
setColor(3000);
for (i = 0; i < 12; i++)
	fillOval(6 + (i * 37) % 80, 6 + (i * 23) % 64, 5, 5);
run("Gaussian Blur...", "sigma=1");
run("Add...", "value=400");
run("Properties...", "channels=1 slices=1 frames=1 unit=um pixel_width=0.2 pixel_height=0.2 voxel_depth=1");

// What is omitted takes its default, never a value remembered from last time: model=Auto scale=2 device=Auto.
run("Super-Resolution...", "scale=2 consistency");

// The result is the current image. Its title is that of the input without extension, then -x2.
selectImage("spots-x2");
getPixelSize(unit, pixelWidth, pixelHeight);
print("Pixel size: " + pixelWidth + " " + unit);
print("Model: " + Property.get("Vernier model") + " on " + Property.get("Vernier device"));

// With consistency, no intensity is lost or invented: the means agree, as long as nothing is cut off at black or white.
meanLarge = getValue("Mean");
selectImage("spots");
print("Mean: " + d2s(getValue("Mean"), 2) + " before, " + d2s(meanLarge, 2) + " after");

selectImage("spots-x2");
if (folder != "")
	saveAs("Tiff", folder + "/spots-x2.tif");
