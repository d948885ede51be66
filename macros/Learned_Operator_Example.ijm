// Smooths an image by operators and measures what they leave of its noise and of its edge; saves the results.
//
// Runs as it is, on an image that it makes. To use it on your own, open it and remove the first block.
// An argument, if given, is the folder to save to; without one nothing is saved.

folder = getArgument();

// a bright half and a dark half, 12 bits of 16, with noise
newImage("halves", "16-bit black", 96, 80, 1);
run("Add...", "value=1000");
makeRectangle(48, 0, 48, 80);
run("Add...", "value=2000");
run("Select None");
run("Add Specified Noise...", "standard=150");
report("halves");

// The strength is the operator's own parameter, in its own range; what is omitted takes its default.
run("Learned Operator...", "operator=l0-smoothing strength=0.02 mode=Exact");

// The result is the current image. Its title is that of the input without extension, then - and the operator.
report("halves-l0-smoothing");
if (folder != "")
	saveAs("Tiff", folder + "/halves-l0-smoothing.tif");

// mode=Auto takes a network if there is one that is faster than the exact operator.
selectImage("halves");
run("Learned Operator...", "operator=rof strength=0.1");
report("halves-rof");
if (folder != "")
	saveAs("Tiff", folder + "/halves-rof.tif");

// Standard deviation within the halves, and height of the edge.
function report(title) {
	selectImage(title);
	makeRectangle(4, 4, 36, 72);
	noise = getValue("StdDev");
	dark = getValue("Mean");
	makeRectangle(56, 4, 36, 72);
	edge = getValue("Mean") - dark;
	run("Select None");
	by = Property.get("Vernier mode");
	print(title + " " + by + ": noise " + d2s(noise, 1) + ", edge " + d2s(edge, 0));
}
