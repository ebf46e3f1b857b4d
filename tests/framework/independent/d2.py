import numpy as np

# No temporaries where a buffer can be reused. Inputs and caches are read-only, only buffers
# that were allocated in here get written.


def _ftype(*arrs):
    return np.result_type(np.float32, *[np.asarray(a).dtype for a in arrs])


# --- activations -----------------------------------------------------------------------------

def relu_forward(x):
    buf = np.array(x, copy=True)
    np.maximum(buf, 0, out=buf)
    return buf, x


def relu_backward(dout, cache):
    g = dout.copy()
    g[cache <= 0] = 0
    return g


def leaky_relu_forward(x, alpha=0.01):
    buf = np.empty(x.shape, _ftype(x))
    np.multiply(x, alpha, out=buf)
    np.maximum(buf, x, out=buf)      # 0 <= alpha < 1, so the larger one is the right branch
    return buf, (x, alpha)


def leaky_relu_backward(dout, cache):
    x, alpha = cache
    g = dout.copy()
    np.multiply(g, alpha, out=g, where=(x <= 0))
    return g


def prelu_forward(x, alpha):
    a = np.asarray(alpha)
    if a.ndim:
        a = a.reshape((1, -1) + (1,) * (x.ndim - 2))
    buf = np.array(x, dtype=_ftype(x, a))
    neg = buf < 0
    np.multiply(buf, a, out=buf, where=neg)
    return buf, (x, a, neg, np.shape(alpha))


def prelu_backward(dout, cache):
    x, a, neg, ashape = cache
    tmp = np.zeros(x.shape, _ftype(x, dout))
    np.multiply(dout, x, out=tmp, where=neg)
    if ashape == ():
        da = tmp.sum()
    else:
        da = tmp.sum(axis=(0,) + tuple(range(2, tmp.ndim)))
    # tmp is done, recycle it for dx
    np.copyto(tmp, dout)
    np.multiply(tmp, a, out=tmp, where=neg)
    return tmp, da


def elu_forward(x, alpha=1.0):
    buf = np.array(x, dtype=_ftype(x))
    neg = buf < 0
    np.expm1(buf, out=buf, where=neg)
    np.multiply(buf, alpha, out=buf, where=neg)
    return buf, (x, neg, alpha)


def elu_backward(dout, cache):
    x, neg, alpha = cache
    g = np.ones(x.shape, _ftype(x, dout))
    np.exp(x, out=g, where=neg)
    np.multiply(g, alpha, out=g, where=neg)
    g *= dout
    return g


def sigmoid_forward(x):
    e = np.empty(x.shape, _ftype(x))
    np.abs(x, out=e)
    np.negative(e, out=e)
    np.exp(e, out=e)                 # e = exp(-|x|), never above 1
    s = e + 1
    s = np.asarray(s)
    np.reciprocal(s, out=s)
    np.multiply(s, e, out=s, where=(x < 0))
    return s, s


def sigmoid_backward(dout, cache):
    g = np.empty(cache.shape, _ftype(cache, dout))
    np.subtract(1, cache, out=g)
    g *= cache
    g *= dout
    return g


def tanh_forward(x):
    t = np.empty(x.shape, _ftype(x))
    np.tanh(x, out=t)
    return t, t


def tanh_backward(dout, cache):
    g = np.empty(cache.shape, _ftype(cache, dout))
    np.multiply(cache, cache, out=g)
    np.subtract(1, g, out=g)
    g *= dout
    return g


# --- dense -----------------------------------------------------------------------------------

def affine_forward(x, w, b):
    n = x.shape[0]
    out = np.empty((n, w.shape[1]), _ftype(x, w, b))
    np.dot(x.reshape(n, w.shape[0]).astype(out.dtype, copy=False),
           w.astype(out.dtype, copy=False), out=out)
    out += b
    return out, (x, w)


def affine_backward(dout, cache):
    x, w = cache
    n = x.shape[0]
    dx = np.empty(x.shape, _ftype(dout, w))
    np.matmul(dout, w.T, out=dx.reshape(n, w.shape[0]))      # writes through the view
    dw = np.empty(w.shape, _ftype(dout, x))
    np.matmul(x.reshape(n, w.shape[0]).T, dout, out=dw)
    return dx, dw, np.add.reduce(dout, axis=0)


def maxout_forward(x, w, b):
    n, m, pieces = x.shape[0], w.shape[1], w.shape[2]
    ft = _ftype(x, w, b)
    best = np.full((n, m), -np.inf, ft)
    who = np.zeros((n, m), np.intp)
    cand = np.empty((n, m), ft)
    better = np.empty((n, m), bool)
    for k in range(pieces):
        np.matmul(x, w[..., k], out=cand)
        cand += b[:, k]
        np.greater(cand, best, out=better)
        np.copyto(best, cand, where=better)
        np.copyto(who, k, where=better)
    return best, (x, w, who)


def maxout_backward(dout, cache):
    x, w, who = cache
    ft = _ftype(x, w, dout)
    dx = np.zeros(x.shape, ft)
    dw = np.empty(w.shape, ft)
    db = np.empty(w.shape[1:], ft)
    g = np.empty(dout.shape, ft)
    for k in range(w.shape[2]):
        g.fill(0)
        np.copyto(g, dout, where=(who == k))
        dx += g @ w[..., k].T
        dw[..., k] = x.T @ g
        g.sum(axis=0, out=db[:, k])
    return dx, dw, db


# --- conv: one matmul per filter tap, accumulated --------------------------------------------

def conv_forward(x, w, b, conv_param):
    s, p = conv_param['stride'], conv_param['pad']
    n, c, h, wd = x.shape
    f, _, kh, kw = w.shape
    oh = (h + 2 * p - kh) // s + 1
    ow = (wd + 2 * p - kw) // s + 1
    ft = _ftype(x, w, b)

    # channels last: the inner product runs over contiguous memory
    xp = np.zeros((n, h + 2 * p, wd + 2 * p, c), ft)
    xp[:, p:p + h, p:p + wd] = x.transpose(0, 2, 3, 1)
    acc = np.empty((n, oh, ow, f), ft)
    acc[...] = b
    tap = np.empty_like(acc)
    for u in range(kh):
        for v in range(kw):
            np.matmul(xp[:, u:u + s * oh:s, v:v + s * ow:s][:, :oh, :ow], w[:, :, u, v].T, out=tap)
            acc += tap
    return np.ascontiguousarray(acc.transpose(0, 3, 1, 2)), (xp, w, s, p, x.shape)


def conv_backward(dout, cache):
    xp, w, s, p, xshape = cache
    n, c, h, wd = xshape
    f, _, kh, kw = w.shape
    oh, ow = dout.shape[2:]
    ft = _ftype(xp, w, dout)

    g = np.ascontiguousarray(dout.transpose(0, 2, 3, 1), dtype=ft)
    gflat = g.reshape(-1, f)
    dxp = np.zeros(xp.shape, ft)
    dw = np.empty(w.shape, ft)
    strip = np.empty((n, oh, ow, c), ft)
    eh, ew = s * (oh - 1) + 1, s * (ow - 1) + 1
    for u in range(kh):
        for v in range(kw):
            np.copyto(strip, xp[:, u:u + eh:s, v:v + ew:s])
            dw[:, :, u, v] = gflat.T @ strip.reshape(-1, c)
            np.matmul(g, w[:, :, u, v], out=strip)
            dxp[:, u:u + eh:s, v:v + ew:s] += strip
    dx = np.empty(xshape, ft)
    dx[...] = dxp[:, p:p + h, p:p + wd].transpose(0, 3, 1, 2)
    return dx, dw, gflat.sum(axis=0)


# --- pool: running max over taps -------------------------------------------------------------

def max_pool_forward(x, pool_param):
    ph, pw, s = pool_param['pool_height'], pool_param['pool_width'], pool_param['stride']
    n, c, h, wd = x.shape
    oh, ow = (h - ph) // s + 1, (wd - pw) // s + 1
    eh, ew = s * (oh - 1) + 1, s * (ow - 1) + 1
    best = x[:, :, :eh:s, :ew:s].copy()
    who = np.zeros(best.shape, np.int32)
    gt = np.empty(best.shape, bool)
    for t in range(1, ph * pw):
        u, v = divmod(t, pw)
        view = x[:, :, u:u + eh:s, v:v + ew:s]
        np.greater(view, best, out=gt)       # strict: the first of a tie keeps it
        who[gt] = t
        np.maximum(best, view, out=best)
    return best, (who, x.shape, ph, pw, s)


def max_pool_backward(dout, cache):
    who, shape, ph, pw, s = cache
    oh, ow = who.shape[2:]
    eh, ew = s * (oh - 1) + 1, s * (ow - 1) + 1
    dx = np.zeros(shape, dout.dtype)
    for t in range(ph * pw):
        u, v = divmod(t, pw)
        dst = dx[:, :, u:u + eh:s, v:v + ew:s]
        np.add(dst, dout, out=dst, where=(who == t))
    return dx


# --- loss ------------------------------------------------------------------------------------

def softmax_loss(x, y):
    n = x.shape[0]
    z = np.empty(x.shape, _ftype(x))
    np.subtract(x, x.max(axis=1, keepdims=True), out=z)
    r = np.arange(n)
    loss = -z[r, y].sum()                # grab before z is overwritten
    np.exp(z, out=z)
    tot = z.sum(axis=1, keepdims=True)
    loss += np.log(tot).sum()
    z /= tot
    z[r, y] -= 1
    z /= n
    return loss / n, z


# --- profiling -------------------------------------------------------------------------------

def saturation_fraction(x, kind):
    if kind not in ('sigmoid', 'tanh'):
        raise ValueError(kind)
    # sigmoid'(x) / (1/4) == tanh'(x / 2), so one code path does both
    t = np.array(x, dtype=np.float64)
    if kind == 'sigmoid':
        t *= 0.5
    np.tanh(t, out=t)
    t *= t
    return np.count_nonzero(t > 0.99) / t.size


def dead_relu_fraction(activations):
    alive = activations.any(axis=(0,) + tuple(range(2, activations.ndim)))
    return 1 - np.count_nonzero(alive) / alive.size
