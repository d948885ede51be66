// Counts small objects in regions of an image, compares with the truth, and asks for single numbers.
//
// Runs as it is, on an image that it makes. To use it on your own, open it and remove the first block.
// An argument, if given, is the folder to save to; without one nothing is saved.

folder = getArgument();

// an image of 60 small discs, with their places as a multi-point selection
n = 60;
xs = newArray(n);
ys = newArray(n);
newImage("discs", "16-bit black", 200, 160, 1);
setColor(2000);
for (i = 0; i < n; i++) {
	xs[i] = 12 + (i % 10) * 19 + (i * 7) % 5;
	ys[i] = 14 + floor(i / 10) * 25 + (i * 11) % 7;
	fillOval(xs[i] - 3, ys[i] - 3, 7, 7);
}
run("Gaussian Blur...", "sigma=1.5");
run("Add...", "value=300");
run("Properties...", "channels=1 slices=1 frames=1 unit=um pixel_width=0.5 pixel_height=0.5 voxel_depth=1");

// Two regions; without any, the whole image is counted in.
roiManager("reset");
makeRectangle(0, 0, 100, 160);
roiManager("add");
makeRectangle(100, 0, 100, 160);
roiManager("add");
run("Select None");

// The size is the diameter of a typical object: in pixels, or with a unit.
// LoG counts objects that can be told apart and needs no model; leave it out to count by learned density.
run("Count Sub-Pixel Objects...", "object_size=3.5um method=LoG");

// A row for each region was appended to the Results table. The density is an image; its sum is the count.
left = getResult("count", nResults - 2);
right = getResult("count", nResults - 1);
selectImage("discs-density");
getRawStatistics(area, mean);
print("Left " + left + ", right " + right + ", sum of the density " + d2s(mean * area, 1));

// Against the truth: points that were tagged by hand would be used in the same way.
selectImage("discs");
makeSelection("point", xs, ys);
run("Score Counts...", "truth=Selection rois=Manager");
close();
selectImage("discs");
run("Points to Density", "points=Selection sigma=2");
close();

// Single numbers for a macro; tables, images and the ROI Manager are left alone.
run("Vernier Macro Extensions");
selectImage("discs");
makeOval(20, 20, 120, 100);
Ext.countWithInterval("object_size=7 method=LoG", count, low, high);
print("In the oval: " + count + ", 95 % interval " + d2s(low, 1) + " to " + d2s(high, 1));
run("Select None");
Ext.numberOfSpots("sigma=2.5 method=LoG", spots);
print("Spots: " + spots);

if (folder != "") {
	selectImage("discs-density");
	saveAs("Tiff", folder + "/discs-density.tif");
	saveAs("Results", folder + "/counts.csv");
}
roiManager("reset");
