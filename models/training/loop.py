"""A training run: schedule by steps or the clock, moving average, checkpoints, resuming.

    train(net, kernels, batch_loss, validate, path, minutes=20, lr=0.01)

Muon for the matrix-like `kernels`, Adam at a quarter of its rate for the rest;
constant rate, then a cosine to zero over the last 70 %. Until `exact` of the way
the forward pass runs in bfloat16, after that in 32 bit; where the processor only
emulates bfloat16, which is twelve times slower than 32 bit, it is 32 bit throughout.
"""

import math
import os
import time

import torch

from muon import Muon


def set_rates(opts, lr, step, done, warm):
    """Adam at lr / 4 and Muon at lr: `warm` steps of warming up; constant for the first 30 % of the way, then a cosine to
    half a per cent."""
    rate = min(1.0, (step + 1) / warm) * (1.0 if done < 0.3 else 0.5 * (1 + math.cos(math.pi * (done - 0.3) / 0.7)) + 0.005)
    for o, base in zip(opts, (lr / 4, lr)):
        for g in o.param_groups:
            g['lr'] = base * rate


@torch.no_grad()
def average(mean, net, step, most):
    """Moves the averaged weights towards those of the network; `most` is how much of the average stays, later on."""
    keep = min(most, step / (step + 20))
    for k, v in net.state_dict().items():
        mean[k].mul_(keep).add_(v, alpha=1 - keep)


def steps_done(path):
    """Steps of the checkpoint that a run would go on from: added to a seed, it keeps a resumed run from seeing the same again."""
    return torch.load(path, map_location='cpu', weights_only=False)['step'] if os.path.exists(path) else 0


def train(net, kernels, batch_loss, validate, path, *, minutes=math.inf, steps=math.inf, lr=0.01, exact=0.75, warm=100,
          clip=1.0, keep=0.998, every=60, config=None, about=None):
    """Trains until `minutes` are spent or `steps` are done, whichever comes first, and returns the averaged weights.

    batch_loss(net, progress)  the loss of a new batch, progress from 0 to 1
    validate(net)              a line for the log, of the averaged weights
    path                       checkpoint, written every `every` seconds and resumed from
    clip, keep                 most norm of a gradient; share of the average that stays
    config, about              what rebuilds the network; what else the checkpoint is to hold, by name
    """
    net.to(memory_format=torch.channels_last)
    device = next(net.parameters()).device.type
    if device == 'cpu' and not torch.ops.mkldnn._is_mkldnn_bf16_supported():
        exact = 0
    mine = {id(k) for k in kernels}
    opts = [torch.optim.Adam([q for q in net.parameters() if id(q) not in mine], lr / 4, betas=(0.9, 0.99))]
    if mine:
        opts.append(Muon(kernels, lr))
    mean = {k: v.detach().clone() for k, v in net.state_dict().items()}
    step, spent = 0, 0.0
    if os.path.exists(path):
        c = torch.load(path, map_location=device, weights_only=False)
        net.load_state_dict(c['net'])
        mean, step, spent = c['ema'], c['step'], c['minutes']
        for o, s in zip(opts, c['opts']):
            o.load_state_dict(s)
    began = saved = time.time()
    running = None
    passed = lambda: spent + (time.time() - began) / 60

    def save(done):
        torch.save(dict(net=net.state_dict(), ema=mean, opts=[o.state_dict() for o in opts], step=step,
                        minutes=passed(), config=config, **(about or {})), path + '.new')
        os.replace(path + '.new', path)
        own = {k: v.clone() for k, v in net.state_dict().items()}
        net.load_state_dict(mean)
        with torch.no_grad():
            line = validate(net)
        net.load_state_dict(own)
        print(f'step {step} {passed():.1f} min progress {done:.2f} loss {running or 0:.5f} {line}', flush=True)

    while (done := max(step / steps, passed() / minutes)) < 1:
        set_rates(opts, lr, step, done, warm)
        for o in opts:
            o.zero_grad(set_to_none=True)
        with torch.autocast(device, torch.bfloat16, enabled=done < exact):
            loss = batch_loss(net, done)
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(net.parameters(), clip)
        if not torch.isfinite(norm):
            raise FloatingPointError(f'gradient of step {step} is not finite')
        for o in opts:
            o.step()
        step += 1
        average(mean, net, step, keep)
        running = loss.item() if running is None else 0.98 * running + 0.02 * loss.item()
        if time.time() - saved > every:
            save(done)
            saved = time.time()
    save(1.0)
    net.load_state_dict(mean)
    return net.eval()
