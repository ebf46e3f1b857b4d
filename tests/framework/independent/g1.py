# ======================================================================
#  LAYERS  --  homework, convolutional network
#  Style: everything dimensioned first, then DO loops. No tricks.
#  Index convention:  n  image, c  channel, f  filter,
#                     i,j output row / column,  p,q  row / column in window
# ======================================================================
import math

import numpy as np


# ---------------------------------------------------------------- ELEMENTAL
def esigm(v):
    if v < 0.0:
        ev = math.exp(v)
        return ev / (1.0 + ev)
    return 1.0 / (1.0 + math.exp(-v))


def elemental(func, arr):
    """Apply a scalar function to all elements (Fortran: ELEMENTAL FUNCTION)."""
    src = np.asarray(arr, dtype=np.float64)
    flat = src.ravel()
    ntot = flat.size
    res = np.zeros(ntot)
    for k in range(ntot):
        res[k] = func(float(flat[k]))
    return res.reshape(src.shape)


# ---------------------------------------------------------------- CONVOLUTION
def conv_forward(x, w, b, conv_param):
    nimg, nchan, ny, nx = x.shape
    nfil, _, my, mx = w.shape
    istep = conv_param['stride']
    ipad = conv_param['pad']

    # image with halo of zeros
    halo = np.zeros((nimg, nchan, ny + 2 * ipad, nx + 2 * ipad))
    halo[:, :, ipad:ipad + ny, ipad:ipad + nx] = x

    nyout = (ny + 2 * ipad - my) // istep + 1
    nxout = (nx + 2 * ipad - mx) // istep + 1
    out = np.zeros((nimg, nfil, nyout, nxout))

    for n in range(nimg):
        for f in range(nfil):
            for i in range(nyout):
                ilo = i * istep
                ihi = ilo + my
                for j in range(nxout):
                    jlo = j * istep
                    jhi = jlo + mx
                    out[n, f, i, j] = np.sum(halo[n, :, ilo:ihi, jlo:jhi] * w[f]) + b[f]
    return out, (halo, w, istep, ipad, ny, nx)


def conv_backward(dout, cache):
    halo, w, istep, ipad, ny, nx = cache
    nimg, nfil, nyout, nxout = dout.shape
    my = w.shape[2]
    mx = w.shape[3]

    dhalo = np.zeros(halo.shape)
    dw = np.zeros(w.shape)
    db = np.zeros(nfil)

    for n in range(nimg):
        for f in range(nfil):
            for i in range(nyout):
                ilo = i * istep
                ihi = ilo + my
                for j in range(nxout):
                    jlo = j * istep
                    jhi = jlo + mx
                    g = dout[n, f, i, j]
                    db[f] = db[f] + g
                    dw[f] = dw[f] + g * halo[n, :, ilo:ihi, jlo:jhi]
                    dhalo[n, :, ilo:ihi, jlo:jhi] = dhalo[n, :, ilo:ihi, jlo:jhi] + g * w[f]

    # strip the halo
    dx = dhalo[:, :, ipad:ipad + ny, ipad:ipad + nx].copy()
    return dx, dw, db


# ---------------------------------------------------------------- POOLING
def max_pool_forward(x, pool_param):
    nimg, nchan, ny, nx = x.shape
    my = pool_param['pool_height']
    mx = pool_param['pool_width']
    istep = pool_param['stride']
    nyout = (ny - my) // istep + 1
    nxout = (nx - mx) // istep + 1

    out = np.zeros((nimg, nchan, nyout, nxout))
    # MAXLOC of every window, in image coordinates
    iloc = np.zeros(out.shape, dtype=int)
    jloc = np.zeros(out.shape, dtype=int)

    for n in range(nimg):
        for c in range(nchan):
            for i in range(nyout):
                for j in range(nxout):
                    i0 = i * istep
                    j0 = j * istep
                    ibest = i0
                    jbest = j0
                    vbest = x[n, c, i0, j0]
                    for p in range(i0, i0 + my):
                        for q in range(j0, j0 + mx):
                            if x[n, c, p, q] > vbest:
                                vbest = x[n, c, p, q]
                                ibest = p
                                jbest = q
                    out[n, c, i, j] = vbest
                    iloc[n, c, i, j] = ibest
                    jloc[n, c, i, j] = jbest
    return out, (iloc, jloc, ny, nx)


def max_pool_backward(dout, cache):
    iloc, jloc, ny, nx = cache
    nimg, nchan, nyout, nxout = dout.shape
    dx = np.zeros((nimg, nchan, ny, nx))
    for n in range(nimg):
        for c in range(nchan):
            for i in range(nyout):
                for j in range(nxout):
                    p = iloc[n, c, i, j]
                    q = jloc[n, c, i, j]
                    dx[n, c, p, q] = dx[n, c, p, q] + dout[n, c, i, j]
    return dx


# ---------------------------------------------------------------- AFFINE, MAXOUT
def affine_forward(x, w, b):
    nrow = x.shape[0]
    ncol = w.shape[1]
    a = np.reshape(x, (nrow, w.shape[0]))
    out = np.zeros((nrow, ncol))
    for m in range(ncol):
        out[:, m] = np.matmul(a, w[:, m]) + b[m]
    return out, (x, w)


def affine_backward(dout, cache):
    x, w = cache
    nrow, ncol = dout.shape
    a = np.reshape(x, (nrow, w.shape[0]))
    da = np.zeros(a.shape)
    dw = np.zeros(w.shape)
    db = np.zeros(ncol)
    for m in range(ncol):
        db[m] = np.sum(dout[:, m])
        dw[:, m] = np.matmul(dout[:, m], a)
        for n in range(nrow):
            da[n, :] = da[n, :] + dout[n, m] * w[:, m]
    return np.reshape(da, x.shape), dw, db


def maxout_forward(x, w, b):
    nrow = x.shape[0]
    _, nunit, npiece = w.shape
    out = np.zeros((nrow, nunit))
    kbest = np.zeros((nrow, nunit), dtype=int)
    for n in range(nrow):
        for m in range(nunit):
            for k in range(npiece):
                z = np.dot(x[n, :], w[:, m, k]) + b[m, k]
                if k == 0 or z > out[n, m]:
                    out[n, m] = z
                    kbest[n, m] = k
    return out, (x, w, kbest)


def maxout_backward(dout, cache):
    x, w, kbest = cache
    nrow, nunit = dout.shape
    dx = np.zeros(x.shape)
    dw = np.zeros(w.shape)
    db = np.zeros((nunit, w.shape[2]))
    for n in range(nrow):
        for m in range(nunit):
            k = kbest[n, m]
            g = dout[n, m]
            dx[n, :] = dx[n, :] + g * w[:, m, k]
            dw[:, m, k] = dw[:, m, k] + g * x[n, :]
            db[m, k] = db[m, k] + g
    return dx, dw, db


# ---------------------------------------------------------------- ACTIVATIONS
def sigmoid_forward(x):
    out = elemental(esigm, x)
    return out, out


def sigmoid_backward(dout, cache):
    s = cache
    return dout * s * (1.0 - s)


def tanh_forward(x):
    out = elemental(math.tanh, x)
    return out, out


def tanh_backward(dout, cache):
    t = cache
    return dout * (1.0 - t) * (1.0 + t)


def relu_forward(x):
    out = elemental(lambda v: max(0.0, v), x)
    return out, x


def relu_backward(dout, cache):
    # WHERE (x > 0) dx = dout ELSEWHERE dx = 0
    dx = np.zeros(np.shape(dout))
    pos = cache > 0
    dx[pos] = dout[pos]
    return dx


def leaky_relu_forward(x, alpha=0.01):
    def leak(v):
        if v > 0.0:
            return v
        return alpha * v
    return elemental(leak, x), (x, alpha)


def leaky_relu_backward(dout, cache):
    x, alpha = cache
    dslope = elemental(lambda v: 1.0 if v > 0.0 else alpha, x)
    return dslope * dout


def elu_forward(x, alpha=1.0):
    def felu(v):
        if v > 0.0:
            return v
        return alpha * math.expm1(v)
    return elemental(felu, x), (x, alpha)


def elu_backward(dout, cache):
    x, alpha = cache

    def delu(v):
        if v > 0.0:
            return 1.0
        return alpha * math.exp(v)
    return elemental(delu, x) * dout


def prelu_forward(x, alpha):
    nchan = x.shape[1]
    slope = np.zeros(nchan)
    slope[:] = alpha            # a number is broadcast to all channels
    out = np.zeros(x.shape)
    for c in range(nchan):
        out[:, c] = np.maximum(x[:, c], 0.0) + slope[c] * np.minimum(x[:, c], 0.0)
    return out, (x, slope, np.shape(alpha))


def prelu_backward(dout, cache):
    x, slope, ashape = cache
    nchan = x.shape[1]
    dx = np.zeros(x.shape)
    dslope = np.zeros(nchan)
    for c in range(nchan):
        xc = x[:, c]
        gc = dout[:, c]
        dx[:, c] = np.where(xc > 0.0, gc, slope[c] * gc)
        dslope[c] = np.sum(gc * np.minimum(xc, 0.0))
    if ashape == (nchan,):
        return dx, dslope
    # only one slope for all channels
    return dx, np.reshape(np.sum(dslope), ashape)


# ---------------------------------------------------------------- LOSS
def softmax_loss(x, y):
    nrow, nclass = x.shape
    total = 0.0
    dx = np.zeros((nrow, nclass))
    for n in range(nrow):
        top = max(x[n, :])
        zsum = 0.0
        for k in range(nclass):
            dx[n, k] = math.exp(x[n, k] - top)
            zsum = zsum + dx[n, k]
        total = total + math.log(zsum) - (x[n, y[n]] - top)
        dx[n, :] = dx[n, :] / zsum
        dx[n, y[n]] = dx[n, y[n]] - 1.0
    return total / nrow, dx / nrow


# ---------------------------------------------------------------- DIAGNOSTICS
def saturation_fraction(x, kind):
    if kind == 'sigmoid':
        s = elemental(esigm, x)
        ratio = 4.0 * s * (1.0 - s)
    elif kind == 'tanh':
        t = elemental(math.tanh, x)
        ratio = 1.0 - t * t
    else:
        raise ValueError('saturation_fraction: kind must be sigmoid or tanh, got %r' % (kind,))
    icount = 0
    for r in ratio.ravel():
        if r < 0.01:
            icount = icount + 1
    return icount / ratio.size


def dead_relu_fraction(activations):
    nunit = activations.shape[1]
    ndead = 0
    for c in range(nunit):
        if np.max(np.abs(activations[:, c])) == 0:
            ndead = ndead + 1
    return ndead / nunit
