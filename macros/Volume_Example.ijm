// Makes an MRI-like stack with thick slices isotropic, and compares the network with interpolation.
//
// Runs as it is, on a phantom that it makes: a ball with a hole, of which every point is known. To use it on your own,
// open a stack (NIfTI too, in Fiji) with voxel sizes and run the line in the middle.
// An argument, if given, is the folder to save to; without one nothing is saved.

folder = getArgument();

// the truth: 1 mm voxels
newImage("truth", "16-bit black", 60, 60, 60);
for (z = 0; z < 60; z++) {
	setSlice(z + 1);
	for (y = 0; y < 60; y++)
		for (x = 0; x < 60; x++) {
			r = sqrt((x - 30) * (x - 30) + (y - 28) * (y - 28) + (z - 31) * (z - 31));
			if (r < 24 + 2 * sin(x / 4) * cos(z / 5) && r > 7)
				setPixel(x, y, 1000);
		}
}
run("Gaussian Blur 3D...", "x=0.7 y=0.7 z=0.7");
run("Properties...", "channels=1 slices=60 frames=1 unit=mm pixel_width=1 pixel_height=1 voxel_depth=1");

// thick slices: the mean of every three
run("Grouped Z Project...", "projection=[Average Intensity] group=3");
rename("thick");
run("Properties...", "channels=1 slices=20 frames=1 unit=mm pixel_width=1 pixel_height=1 voxel_depth=3");

// What is omitted takes its default: spacing=isotropic thickness=Auto model=Auto device=Auto.
// The result is the current image; its title is that of the input and the new voxel size.
run("Volume Super-Resolution...", "spacing=isotropic");
rename("network");
print("Model: " + Property.get("Vernier model") + ", slice thickness " + Property.get("Vernier slice thickness") + " mm");

selectImage("thick");
run("Volume Super-Resolution...", "spacing=isotropic model=cubic");
rename("cubic");

print("Error of the network: " + d2s(error("network", "truth"), 1));
print("Error of cubic interpolation: " + d2s(error("cubic", "truth"), 1));

selectImage("network");
if (folder != "")
	saveAs("Tiff", folder + "/network.tif");

// root mean square of the differences between two stacks
function error(a, b) {
	imageCalculator("Subtract create 32-bit stack", a, b);
	run("Square", "stack");
	Stack.getStatistics(count, mean);
	close();
	return sqrt(mean);
}
