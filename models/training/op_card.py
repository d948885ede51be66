"""Texts and tables of the operator networks' cards, and README's table.

    python op_card.py results/operators.jsonl
"""

import json
import os
import sys

import numpy as np

from op_model import LEAST_OF

AUTHORS = [{'name': 'The Vernier developers'}]
NAMES = {'rof': 'Rudin-Osher-Fatemi', 'tv-l1': 'TV-L1', 'l0-smoothing': 'L0 smoothing',
         'relative-total-variation': 'Relative total variation', 'multiscale-tone': 'Multiscale tone manipulation',
         'multiscale-detail': 'Multiscale detail manipulation', 'photographic-style': 'Photographic style',
         'dark-channel-dehazing': 'Dark-channel dehazing', 'nonlocal-dehazing': 'Nonlocal dehazing',
         'pencil-drawing': 'Pencil drawing', 'non-local-means': 'Non-local means denoising',
         'background-removal': 'Background removal (rolling ball)', 'local-contrast': 'Local contrast (CLAHE)',
         'richardson-lucy': 'Richardson-Lucy deconvolution'}


def paper(text, doi):
    return [{'text': text, 'doi': doi}]


FARBMAN = paper('Farbman, Fattal, Lischinski and Szeliski, Edge-preserving decompositions for multi-scale tone and detail '
                'manipulation, ACM Transactions on Graphics 27, 2008', '10.1145/1360612.1360666')
CITE = {
    None: paper('Chen, Xu and Koltun, Fast Image Processing with Fully-Convolutional Networks, ICCV 2017',
                '10.1109/ICCV.2017.273'),
    'rof': paper('Rudin, Osher and Fatemi, Nonlinear total variation based noise removal algorithms, Physica D 60, 1992',
                 '10.1016/0167-2789(92)90242-F'),
    'tv-l1': paper('Chan and Esedoglu, Aspects of total variation regularized L1 function approximation, SIAM Journal on '
                   'Applied Mathematics 65, 2005', '10.1137/040604297'),
    'l0-smoothing': paper('Xu, Lu, Xu and Jia, Image smoothing via L0 gradient minimization, ACM Transactions on '
                          'Graphics 30, 2011', '10.1145/2070781.2024208'),
    'relative-total-variation': paper('Xu, Yan, Xia and Jia, Structure extraction from texture via relative total '
                                      'variation, ACM Transactions on Graphics 31, 2012', '10.1145/2366145.2366158'),
    'multiscale-tone': FARBMAN, 'multiscale-detail': FARBMAN,
    'photographic-style': paper('Aubry, Paris, Hasinoff, Kautz and Durand, Fast local Laplacian filters, ACM Transactions '
                                'on Graphics 33, 2014', '10.1145/2629645'),
    'dark-channel-dehazing': paper('He, Sun and Tang, Single image haze removal using dark channel prior, CVPR 2009',
                                   '10.1109/CVPR.2009.5206515'),
    'nonlocal-dehazing': paper('Berman, Treibitz and Avidan, Non-local image dehazing, CVPR 2016', '10.1109/CVPR.2016.185'),
    'pencil-drawing': paper('Lu, Xu and Jia, Combining sketch and tone for pencil drawing production, NPAR 2012',
                            '10.2312/PE/NPAR/NPAR12/065-073'),
    'non-local-means': paper('Buades, Coll and Morel, A non-local algorithm for image denoising, CVPR 2005',
                             '10.1109/CVPR.2005.38'),
    'background-removal': paper('Sternberg, Biomedical image processing, IEEE Computer 16, 1983', '10.1109/MC.1983.1654163'),
    'local-contrast': [{'text': 'Zuiderveld, Contrast limited adaptive histogram equalization, Graphics Gems IV, 1994',
                        'doi': '10.1016/B978-0-12-336156-1.50061-6'}],
    'richardson-lucy': paper('Richardson, Bayesian-based iterative method of image restoration, Journal of the Optical '
                             'Society of America 62, 1972', '10.1364/JOSA.62.000055')}

# of the networks of Chen et al., against quick versions of the exact operators: PSNR of doing nothing, PSNR
PUBLISHED = {'rof': (33, 48), 'tv-l1': (30, 41.5), 'l0-smoothing': (31, 37.1), 'relative-total-variation': (28, 41.5),
             'multiscale-tone': (22, 39.2), 'dark-channel-dehazing': (15, 28.7)}
PHOTOGRAPHS = ('1080p', 'B100')
SETS = {'1080p': 'MIT-Adobe 1080p', 'B100': 'B100', 'drawn': 'Drawn scenes', 'haze': 'B100 under drawn haze'}
WEAK = {
    'rof': 'Smooth fluorescence images are nearer to the exact result untouched (45.3 against 41.6 dB).',
    'tv-l1': 'On masks and label images, discs about as small as the radius come out half erased, or kept where the exact operator\n  '
             'removes them: use mode Exact there. Smooth fluorescence images are nearer to the exact result untouched (49.6 against 39.9 dB).',
    'relative-total-variation': 'Stripes of four pixels at full contrast come out opposite (10 dB).',
    'non-local-means': 'Smooth fluorescence images are nearer to the exact result untouched (44.6 against 43.7 dB).',
    'local-contrast': 'Smooth 16-bit ramps get streaks of up to 0.14 of the range.',
    'l0-smoothing': 'Whether a faint edge stays or goes is all or nothing in the exact operator; the network hesitates there '
                    'and leaves a soft step.',
    'background-removal': 'Balls much larger than the receptive field: a background wider than it is seen only in part.',
    'dark-channel-dehazing': 'Thick haze at high strengths: 21 dB where a tenth to three quarters of the scene come through and the '
                             'strength is 0.95.',
    'nonlocal-dehazing': 'The exact smoothing reaches across whole even areas, farther than the receptive field. At the default strength, 0.95,\n  '
                         'it has 31.2 dB on the photographs at 1080p and 29.1 on 25 of B100 and a portrait, 20.6 on the worst of these.',
    'photographic-style': 'At strong settings fine texture, such as gravel, comes out softer than from the exact operator (27 to '
                          '31 dB at three quarters of the slider).',
    'pencil-drawing': 'Long strokes across busy areas become softer; the grain of the paper is given to the network.',
    'richardson-lucy': 'At large point spread functions noise and ringing are amplified less than by the exact iteration.'}


def figures(rows, operator, methods):
    """Lines of the card's table."""
    lines = ['| images | method | slider 0.25 | 0.5 | 0.75 | mean |', '|---|---|---|---|---|---|']
    for name in SETS.values():
        for method, title in methods.items():
            found = [r for r in rows if r.get('set') == name and r['operator'] == operator and r['method'] == method]
            if found:
                r = found[-1]
                values = [*zip(r['psnr'], r['ssim']), r['mean']]
                # pictures with something drawn have a place of the slider each
                cells = [''] * (4 - len(values)) + [f'{a:.2f} / {b:.3f}' for a, b in values]
                lines.append(f'| {name} ({r["images"]}) | {title} | ' + ' | '.join(cells) + ' |')
    return '\n'.join(lines)


def timing(rows, operator):
    found = [r['time'] for r in rows if 'time' in r and r['operator'] == operator]
    return found[-1] if found else None


def times(rows, operator):
    t = timing(rows, operator)
    if not t:
        return ''
    labels = {'exact': 'exact', 'authors': 'CAN24', 'can24': 'CAN24 without its normalisation', 'network': 'this network'}
    parts = [f'{label} {t[key] / 1000:.2f} s' for key, label in labels.items() if key in t]
    return f'One picture of {t["pixels"] / 1e6:.1f} megapixels on two CPU cores, in one run: {", ".join(parts)}.\n'


def started(args, label):
    """From whose weights the training went on."""
    if not args.get('init'):
        return ''
    other = os.path.basename(args['init']).removesuffix('.pt').split('_')[-1]
    return f', started from an earlier training{"" if other == label else f" for {NAMES[other]}"}'


# operators whose pairs come from photographs only
IN_COLOUR = {'dark-channel-dehazing', 'nonlocal-dehazing'}
# operators whose pairs have drawn scenes too (`operator-pairs --scenes`); their networks end with the root of the error
DRAWN = {'tv-l1', 'l0-smoothing', 'relative-total-variation', 'non-local-means', 'multiscale-tone', 'multiscale-detail',
         'photographic-style', 'local-contrast', 'richardson-lucy', 'background-removal'}
# operators whose networks are below 26 dB on some image of two values
TWO_VALUES = {'tv-l1', 'relative-total-variation', 'richardson-lucy', 'multiscale-detail', 'multiscale-tone', 'photographic-style'}
MARROW = ', and 400 pairs of stained\n  marrow (MBM), which is dark on bright'
MICROSCOPY = ';\n  a seventh of them from nuclei (BBBC039), other fluorescence images and heads in MRI'


def card(label, operators, net, checkpoint, rows, names, reach, count, rather_exact):
    several = len(operators) > 1
    args, a = checkpoint['args'], net.config
    title = f'Imitates {len(operators)} operators with one network' if several else f'Imitates the operator {NAMES[label]} (`{label}`)'
    methods = {'nothing': 'doing nothing', 'all-in-one': 'this network'} if several else {
        'nothing': 'doing nothing', 'can24': 'CAN24, after 1,200 steps', 'operator-fast-early': 'this network, after 1,200 steps',
        'operator-fast': 'this network', 'all-in-one': '`operator-all-in-one`'}
    tables = '\n\n'.join((f'{NAMES[o]}:\n\n' if several else '') + figures(rows, o, methods) for o in operators)
    extra = f'then {", ".join(f"`{n}`" for n in names)}, each constant or a function of the pixel and a few numbers of the \
whole picture, measured once per picture' if names and not several else \
        'then what operators take of the whole picture, then one plane for each operator, 1 for the one to imitate' if several \
        else 'and nothing else'
    least = '' if net.config['least'] is None else \
        f"""\nThe first features also take in the least values of `{names[net.config['least'] - 4]}` in blocks of 2 x 2 pixels and in \
squares of {' and '.join(f'{2 * n} x {2 * n}' for n in LEAST_OF)} about them; the dark channel is that of 7 x 7."""
    told = 'places and slopes' if net.config['placed'] else 'slopes'
    curve = '' if not net.config['knots'] else \
        f' A tone curve\nwith {net.config["knots"]} knots, whose {told} are told at each place, is added too.'
    drawn = label in DRAWN
    scenes = '' if not drawn else ', and 300 drawn scenes or more: points,\n  lines, masks, patterns, even areas'
    haze = ', most of them under drawn haze in the end' if label in IN_COLOUR else ''
    loss = 'Mean squared error, in the end its root for each pair' if drawn else 'Mean squared error'
    further = ''.join(f';\n  the weights are a mean of these and of those after {steps:,} further steps, {minutes:.0f} minutes, with drawn scenes'
                      for steps, minutes in checkpoint.get('further', []))
    other = 'patterns of one or two pixels at full contrast' if drawn else 'single bright spots on black'
    weak = '' if several or label not in WEAK else f'- {WEAK[label]}\n'
    two_values = ('- Images that are nearly of two values, as masks and line art: down to 16 to 23 dB at some strengths; automatic mode leaves\n  these '
                  'to the exact operator.\n' if label in TWO_VALUES else '')
    return f"""# operator-{label}

{title}, with the strength as an input, which may differ from pixel to pixel.
Strided convolutions to a half, a quarter and an eighth of the resolution ({", ".join(map(str, a['widths']))} features; dilations
{", ".join(map(str, a['eighth']))} on the coarsest grid), nearest-neighbour steps back up with the earlier features added, leaky ReLU, no
normalisation. To the picture are added: the outcome, a linear filter of the input, and another filter times a gain.{curve}{least}
{count:,} parameters.

The receptive field reaches {reach} pixels to each side; no operation reads more, so that an image computed in tiles is
the image computed whole.

Input (1, {net.config['planes']}, H, W), sides multiples of 8: red, green and blue (a gray image three times), the place of the strength on its
slider, 0 to 1, {extra}. Output (1, 3, H, W).

## Figures

Against the exact operator, at three strengths: PSNR in dB over the three colours / SSIM of the luma, values clipped to 0 to 1,
means over the images. None of these images was trained on.
{'' if several else times(rows, label)}
{tables}
{f'''
The exact operator is the default: the network {rather_exact}.
''' if rather_exact else ''}
## Training

- Recipe: `models/training/train_operators.py --operator {args['operator']}`{started(args, label)}; seed {args['seed']}.
- Data: pairs of 192 x 192 pixels written by the shell's `operator-pairs` from BSDS500 train and test photographs (its
  validation part is B100 and was not used) and CC0 photographs, reduced by 1 to 4, a fifth of them gray where the operator
  takes gray, a fifth with added noise{haze}, at random strengths{MICROSCOPY if label in NAMES.keys() - IN_COLOUR else ''}{MARROW if label == 'background-removal' else ''}{scenes}; flips and turns.
  Every twelfth photograph was held out.
- {checkpoint['step']:,} steps of {args['batch']} pairs, {checkpoint['minutes']:.0f} minutes on one CPU core{', bfloat16 but for the last fifth' if args['half'] else ''}{further}.
  {loss}; Muon and Adam; moving average of the weights.

## Known failures

- Strengths at the ends of the slider are imitated less well than those in the middle.
- The outermost rows and columns are 1.2 to 2 times farther from the exact result than the rest, and the corner of an even bright
  area is off by up to 10 gray levels of 255, by up to 35 where the operator enhances.
- Trained on photographs{'' if label in IN_COLOUR or several else ' for the most part'}: images of another kind ({other}, say) are farther
  from the exact result; compare with mode Exact before relying on numbers.
{two_values}{weak}
## Licence

The weights are released under BSD-2-Clause. BSDS500 is a set for non-commercial research; the other photographs are CC0.
No training image can be read back from weights of this size, but whoever must be certain of every source should know it.
"""


def table(head, body):
    """Lines of a table."""
    return '\n'.join('| ' + ' | '.join(cells) + ' |' for cells in (head, ['---'] * len(head), *body))


def main():
    with open(sys.argv[1]) as f:
        rows = [json.loads(line) for line in f]

    def find(operator, method, name):
        found = [r for r in rows if r.get('set') == name and r['operator'] == operator and r['method'] == method]
        return found[-1]['mean'] if found else None

    def compared(*columns):
        """A row for each operator, PSNR and SSIM of each set and method, and the mean PSNR."""
        body, values = [], []
        for operator in NAMES:
            found = [find(operator, method, SETS[short]) for short, method, _ in columns]
            if None not in found:
                values.append([v[0] for v in found])
                body.append([f'`{operator}`'] + [f'{v[0]:.2f} / {v[1]:.3f}' for v in found])
        mean = lambda column: f'{sum(column) / len(column):.2f}'
        return [*body, ['mean', *map(mean, zip(*values))]] if body else []

    for columns in ((('1080p', 'nothing', 'nothing'), ('1080p', 'operator-fast', '**network**'), ('1080p', 'all-in-one', 'all-in-one'),
                     ('B100', 'nothing', 'nothing'), ('B100', 'operator-fast', '**network**')),
                    [(short, *m) for short in PHOTOGRAPHS for m in (('can24', 'CAN24'), ('operator-fast-early', '**network**'))],
                    *(((short, 'nothing', 'nothing'), (short, 'operator-fast', '**network**')) for short in ('drawn', 'haze'))):
        print(table(['operator', *(f'{short}: {title}' for short, _, title in columns)], compared(*columns)), '\n')
    # the slider moved to where doing nothing is as far from the exact operator as in their comparison
    body = []
    for operator, (nothing, published) in PUBLISHED.items():
        found = {r['method']: r for r in rows if r.get('set') == '480p' and r['operator'] == operator}
        if len(found) == 2:
            far = found['nothing']
            place = np.interp(-nothing, -np.array(far['psnr']), far['slider'])
            got, input_only = (np.interp(place, far['slider'], found[m]['psnr']) for m in ('operator-fast', 'nothing'))
            body.append([f'`{operator}`', f'{place:.2f}', f'{input_only:.1f}', f'{got:.1f}', str(nothing), str(published)])
    print(table(['operator', 'slider', 'nothing', '**network**', "authors': nothing", "authors' network"], body), '\n')
    times = {o: timing(rows, o) for o in NAMES if timing(rows, o)}
    ms = lambda t, key: f'{t[key]:,}' if key in t else ''
    times_as_fast = lambda t, key: f'{t[key] / t["network"]:.1f}' if key in t else ''
    print(table(['operator', 'exact', 'CAN24', 'without its normalisation', '**network**', 'faster than exact', 'than CAN24',
                 'than without'],
                [[f'`{o}`', *(ms(t, key) for key in ('exact', 'authors', 'can24', 'network')),
                  *(times_as_fast(t, key) for key in ('exact', 'authors', 'can24'))] for o, t in times.items()]))


if __name__ == '__main__':
    main()
