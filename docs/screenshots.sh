#!/bin/sh
# Takes the pictures docs/images/dialog.png, preview.png and result.png of ImageJ's windows, on a virtual screen; with an
# image and the name of an operator, such as "L0 smoothing", operator.png of Learned Operator instead.
# Needs Maven, Xvfb (xvfb-run) and ImageMagick (import). Run it in the project's folder; without an image, the bundled
# sample is shown:
#
#   docs/screenshots.sh [image [operator]]
#
# Pictures of other windows have a program of their own in src/test/java/vernier/imagej1, which is named in their place:
#
#   docs/screenshots.sh CountingScreenshots
set -e
cd "$(dirname "$0")/.."
mvn -q -B test-compile dependency:build-classpath -Dmdep.outputFile=target/screenshots.classpath -Dmdep.includeScope=test
main=Screenshots
[ $# -lt 2 ] || main=OperatorScreenshot
case "$1" in *Screenshots) main=$1; shift ;; esac
xvfb-run -a -s "-screen 0 1600x1000x24" "${JAVA_HOME:+$JAVA_HOME/bin/}java" \
	-cp "target/test-classes:target/classes:$(cat target/screenshots.classpath)" "vernier.imagej1.$main" docs/images "$@"
