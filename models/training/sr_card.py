"""Texts and tables of the super-resolution models' cards, and what README's table shares with them."""

# Y-PSNR as printed in the tables of later papers (SAFMN, ICCV 2023, for one)
PUBLISHED = {2: {'FSRCNN': (37.00, 32.63, 31.53), 'VDSR': (37.53, 33.03, 31.90), 'EDSR-baseline': (37.99, 33.57, 32.16)},
             3: {'FSRCNN': (33.16, 29.43, 28.53), 'VDSR': (33.66, 29.77, 28.82), 'EDSR-baseline': (34.37, 30.28, 29.09)},
             4: {'FSRCNN': (30.71, 27.59, 26.98), 'VDSR': (31.35, 28.01, 27.29), 'EDSR-baseline': (32.09, 28.58, 27.57)}}
SETS = ('Set5', 'Set14', 'BSD100', 'nuclei', 'fluorescence', 'mri')
HEADS = ('Set5', 'Set14', 'B100', 'nuclei', 'fluorescence', 'MRI')

TITLE = {
    'sr-fast': 'A row of 3x3 convolutions of 32 features with leaky ReLU, trained over-parameterised and folded',
    'sr-quality': 'The mean of `{base}` over the eight flips and quarter turns of the image, each undone after the network, '
                  'written as one\ngraph of eight rows of 3x3 convolutions of 32 features'}
SYMMETRIC = """
A network that sees a turned image is the network with kernels turned back, on the image: nothing is turned at run time.
Turning the input turns the result, exactly, and the network's own errors that depend on the direction cancel. It
takes eight times the time of `{base}` and twice its memory. The weights are those of `{base}`: nothing was trained for it.
"""
INPUT = {
    False: 'Input (1, 1, H, W), values 0 to 1 over the image\'s value range; output (1, 1, {scale}H, {scale}W).',
    True: """Input (1, 2, H, W): the image, values 0 to 1 over its value range, and a constant plane, 1 divided by the wanted
factor, which may be from 1.1 to 2. Output (1, 1, 2H, 2W), to be reduced to the factor by antialiased cubic resampling: the
network knows what that reduction and the factor leave over, which one trained for 2 does not."""}
FRACTIONAL = {
    2: 'Factors below 2 have a network of their own, `{family}-below-2`, which is told the factor.\n\n',
    3: """A fractional factor is reached by this network and an antialiased cubic reduction. A network that is told the factor,
as `sr-fast-below-2` is, was trained for the factors from 2.1 to 3 too (`models/training/train_arbitrary.py`; "learned head"
in the table of `sr-fast-x3`, from an earlier network of two layers less): better by 0.02 dB than its like at most, and therefore not bundled.

"""}
DATA = """- Data: BSDS500 train and test photographs (400; its validation part is B100 and was not used), 14 CC0 photographs at
  1/2 and 1/3.3 of their size, BBBC039 nuclei (45 images), BPAE and HeLa fluorescence, MRI slices (studyforrest T1,
  Colin27 T1, fetal atlas). Every twelfth image, of MRI every twelfth slice, was held out for validation. Mixed 45 : 30 : 7 : 8 : 10 with flips,
  turns, and changes of contrast.
- Reduction: MATLAB's antialiased bicubic `imresize`, the only one the network knows."""
REST = """## Known failures

- Images that were blurred, compressed or sharpened differently from an antialiased bicubic reduction: ringing where they
  were sharpened, little gain where they are softer.
- Noise is enlarged with the image. Detail finer than the input's pixels is a guess that resembles the training images.
- Textures that alias in the input (fine stripes, meshes) may come out in a wrong direction.
- Single pixels, pairs, dots and thin lines of full scale on dark noise come out as such, with a rim that leaves the range by
  0.1 to 0.6 of it. The plugin puts the cubic value where a result leaves the range by more than half of it.

## Licence

The weights are released under BSD-2-Clause. BSDS500 is a set for non-commercial research; of the other sets BBBC039 and
the photographs are CC0, the fluorescence images CC BY, studyforrest PDDL, Colin27 and the atlas as their sources state.
No training image can be read back from weights of this size, but whoever must be certain of every source should know it.
"""


# By what training the networks learned single pixels and thin lines, and the mean that is bundled.
PEAKS = {2: ('4 to 15 % of the crops, in the last run with the squared error alone', 'the mean of these three, 3 : 3 : 4'),
         3: ('15 % of the crops', 'the mean of those before and after, 1 : 3'),
         4: ('8 % of the crops', 'the mean of those before and after, 3 : 7')}

STARTED = {2: ', started from a network of two layers less (26,309 steps)', 3: ', started from the x2 network',
           4: ', started from the x3 network'}


def cell(value):
    return '' if value is None else f'{value[0]:.2f} / {value[1]:.4f}'


def figures(rows, methods, factors):
    """Table of the scored methods, name to label, at the factors, with published values beside them."""
    lines = ['| factor | method | ' + ' | '.join(HEADS) + ' |', '|---' * (len(SETS) + 2) + '|']
    for factor in factors:
        for name, label in methods.items():
            row = [r for r in rows if r['method'] == name and r['scale'] == factor]
            if row:
                lines.append(f'| {factor:g} | {label} | ' + ' | '.join(cell(row[-1].get(s)) for s in SETS) + ' |')
        for other, values in PUBLISHED.get(factor, {}).items():
            lines.append(f'| {factor:g} | {other} (published) | ' + ' | '.join(f'{v:.2f}' for v in values) + ' | | | |')
    return '\n'.join(lines)


def training(checkpoint, base, scale, told):
    """How the weights came about."""
    if told:
        return f"""- Recipe: `models/training/train_arbitrary.py --scale 2`, from the weights of `sr-fast-x2`, {checkpoint['minutes']:.0f} minutes on one
  CPU core. The loss is taken after the reduction to a random factor from 1.1 to 2; L1, then mean squared error. Points and
  thin lines of full scale in 8 % of the crops.
{DATA}"""
    return f"""- Recipe: `models/training/train_sr.py --name sr-fast --scale {scale}`{STARTED[scale]}; seed 7.
{DATA}
- {checkpoint['step']:,} steps of 16 patches of 40 x 40 pixels, {checkpoint['minutes']:.0f} minutes on one CPU core, bfloat16, the last quarter 32-bit.
  L1 loss, then mean squared error; Muon and Adam; moving average of the weights.
- Then {' + '.join(f'{steps:,}' for steps, _ in checkpoint['further'])} steps more, {sum(m for _, m in checkpoint['further']):.0f} \
minutes, 32-bit, with points and thin lines of full scale (`--peaks`) in {PEAKS[scale][0]}.
  The weights are {PEAKS[scale][1]} (`mean_weights.py`). It costs 0.01 to 0.04 dB, and without it such pixels became blotches
  of up to 75 times the range."""


def card(model, checkpoint, rows, radius, count):
    """README.md of a bundled model."""
    told = model.endswith('-below-2')
    family = model.removesuffix('-below-2').rsplit('-x', 1)[0]
    scale = checkpoint['config']['scale']
    base = model.replace(family, 'sr-fast')
    # the factors that a network serves: down to the next smaller network's
    factors = (1.2, 1.5, 1.8) if told else {2: (1.5, 2), 3: (2.5, 3), 4: (4,)}[scale]
    methods = {name: name for name in ('bicubic', base, model)}
    if told:
        methods[f'{family}-x2'] = f'{family}-x2, reduced'
    elif scale == 2:
        methods[f'{family}-below-2'] = f'{family}-below-2'
    elif family == 'sr-fast':
        methods['learned head'] = 'learned head'
    return f"""# {model}

Enlarges one-channel images {'by factors from 1.1 to 2' if told else f'{scale} times'}. {TITLE[family].format(base=base)}: {count:,} parameters.
The receptive field is {2 * radius + 1} x {2 * radius + 1} input pixels (radius {radius}); no operation reads more, so
that an image computed in tiles is the image computed whole.
{SYMMETRIC.format(base=base) if family == 'sr-quality' else ''}
{INPUT[told].format(scale=scale)}

## Figures

PSNR in dB / SSIM. Photographs: luma, {scale} pixels shaved, from the published MATLAB-reduced files (B100 at x3 and all
sets at fractional factors reduced with the same resampling). Nuclei: 20 images of BBBC039; fluorescence: seven images of
spots and nuclei; MRI: slices of T1 and T2 heads, adult and fetal; peak is the image's data range.

{figures(rows, methods, factors)}

{'' if told or scale not in FRACTIONAL else FRACTIONAL[scale].format(family=family)}## Training

{training(checkpoint, base, scale, told)}

{REST}"""
