import numpy as np


def relu_forward(x):
    out = x*(x>0)
    cache = x
    return out, cache


def relu_backward(dout, cache):
    x = cache
    dx = dout*(x>0)
    return dx


def leaky_relu_forward(x, alpha=0.01):
    mask1 = x > 0
    mask2 = x <= 0
    out = mask1*x + mask2*x*alpha
    cache = (x, alpha)
    return out, cache

def leaky_relu_backward(dout, cache):
    x, alpha = cache
    mask1 = x > 0
    mask2 = x <= 0
    dx = mask1*dout + mask2*dout*alpha
    return dx


def affine_forward(x, w, b):
    num = x.shape[0]
    size = 1
    for d in x.shape[1:]:
        size = size*d
    x2 = x.reshape(num, size)
    out = x2.dot(w) + b
    cache = (x, w, b)
    return out, cache

def affine_backward(dout, cache):
    x, w, b = cache
    num = x.shape[0]
    size = w.shape[0]
    x2 = x.reshape(num, size)
    dx2 = dout.dot(w.T)
    dx = dx2.reshape(x.shape)
    dw = x2.T.dot(dout)
    db = dout.sum(axis=0)
    db = db.reshape(b.shape)
    return dx, dw, db


def sigmoid_forward(x):
    xc = np.clip(x, -700, 700)
    out = 1/(1+np.exp(-xc))
    cache = out
    return out, cache

def sigmoid_backward(dout, cache):
    out = cache
    tmp = 1 - out
    tmp = tmp * out
    dx = tmp * dout
    return dx


def tanh_forward(x):
    # e^2x overflows, from 20 on its 1 anyway
    xc = np.clip(x, -20, 20)
    e = np.exp(2*xc)
    out = (e-1)/(e+1)
    return out, out

def tanh_backward(dout, cache):
    return (1-cache**2)*dout


def elu_forward(x, alpha=1.0):
    xneg = x.copy()
    xneg[xneg>0] = 0
    e = np.exp(xneg)
    out = np.where(x>0, x, alpha*(e-1))
    cache = (x, alpha, e)
    return out, cache

def elu_backward(dout, cache):
    x, alpha, e = cache
    dx = np.where(x>0, dout, dout*alpha*e)
    return dx


def prelu_forward(x, alpha):
    alpha_arr = np.array(alpha)
    out = np.zeros(x.shape)
    if alpha_arr.shape == ():
        out = np.where(x>0, x, alpha_arr*x)
    else:
        for c in range(x.shape[1]):
            xc = x[:,c]
            out[:,c] = np.where(xc>0, xc, alpha_arr[c]*xc)
    cache = (x, alpha_arr)
    return out, cache

def prelu_backward(dout, cache):
    x, alpha = cache
    dx = np.zeros(x.shape)
    dalpha = np.zeros(alpha.shape)
    if alpha.shape == ():
        dx = np.where(x>0, dout, alpha*dout)
        dalpha = dalpha + np.sum(dout[x<=0]*x[x<=0])
    else:
        for c in range(x.shape[1]):
            xc = x[:,c]
            dc = dout[:,c]
            dx[:,c] = np.where(xc>0, dc, alpha[c]*dc)
            dalpha[c] = np.sum(dc[xc<=0]*xc[xc<=0])
    return dx, dalpha


def maxout_forward(x, w, b):
    N = x.shape[0]
    D, M, K = w.shape
    all_k = np.zeros((N, M, K))
    for k in range(K):
        all_k[:,:,k] = x.dot(w[:,:,k]) + b[:,k]
    out = all_k.max(axis=2)
    idx = all_k.argmax(axis=2)
    cache = (x, w, b, idx)
    return out, cache

def maxout_backward(dout, cache):
    x, w, b, idx = cache
    dx = np.zeros(x.shape)
    dw = np.zeros(w.shape)
    db = np.zeros(b.shape)
    for n in range(dout.shape[0]):
        for m in range(dout.shape[1]):
            k = idx[n,m]
            d = dout[n,m]
            dx[n] += d*w[:,m,k]
            dw[:,m,k] += d*x[n]
            db[m,k] += d
    return dx, dw, db


def conv_forward(x, w, b, conv_param):
    s = conv_param['stride']
    p = conv_param['pad']
    N = x.shape[0]
    H = x.shape[2]
    W = x.shape[3]
    F = w.shape[0]
    HH = w.shape[2]
    WW = w.shape[3]
    H2 = (H+2*p-HH)//s+1
    W2 = (W+2*p-WW)//s+1
    xpad = np.pad(x, ((0,0),(0,0),(p,p),(p,p)), mode='constant')
    out = np.zeros((N,F,H2,W2))
    for i in range(H2):
        for j in range(W2):
            patch = xpad[:, :, i*s:i*s+HH, j*s:j*s+WW]
            for f in range(F):
                out[:,f,i,j] = np.sum(patch*w[f], axis=(1,2,3)) + b[f]
    cache = (x, w, b, conv_param)
    return out, cache


def conv_backward(dout, cache):
    x, w, b, conv_param = cache
    s = conv_param['stride']
    p = conv_param['pad']
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    xpad = np.pad(x, ((0,0),(0,0),(p,p),(p,p)), mode='constant')
    dxpad = np.zeros(xpad.shape)
    dw = np.zeros(w.shape)
    H2 = dout.shape[2]
    W2 = dout.shape[3]
    for i in range(H2):
        for j in range(W2):
            patch = xpad[:, :, i*s:i*s+HH, j*s:j*s+WW]
            d = dout[:,:,i,j]
            dw += np.tensordot(d, patch, axes=([0],[0]))
            dxpad[:, :, i*s:i*s+HH, j*s:j*s+WW] += np.tensordot(d, w, axes=([1],[0]))
    db = np.sum(np.sum(np.sum(dout, axis=3), axis=2), axis=0)
    if p == 0:
        dx = dxpad
    else:
        dx = dxpad[:,:,p:-p,p:-p]
    return dx, dw, db


def max_pool_forward(x, pool_param):
    ph = pool_param['pool_height']
    pw = pool_param['pool_width']
    s = pool_param['stride']
    N, C, H, W = x.shape
    H2 = (H-ph)//s+1
    W2 = (W-pw)//s+1
    out = np.zeros((N,C,H2,W2))
    for i in range(H2):
        for j in range(W2):
            out[:,:,i,j] = x[:, :, i*s:i*s+ph, j*s:j*s+pw].max(axis=3).max(axis=2)
    cache = (x, pool_param)
    return out, cache

def max_pool_backward(dout, cache):
    x, pool_param = cache
    ph = pool_param['pool_height']
    pw = pool_param['pool_width']
    s = pool_param['stride']
    N, C, H, W = x.shape
    H2 = (H-ph)//s+1
    W2 = (W-pw)//s+1
    dx = np.zeros(x.shape)
    for n in range(N):
        for c in range(C):
            for i in range(H2):
                for j in range(W2):
                    win = x[n, c, i*s:i*s+ph, j*s:j*s+pw]
                    a = np.argmax(win)
                    r, q = np.unravel_index(a, win.shape)
                    dx[n, c, i*s+r, j*s+q] += dout[n,c,i,j]
    return dx


def softmax_loss(x, y):
    N = x.shape[0]
    loss = 0.0
    dx = np.zeros(x.shape)
    for n in range(N):
        row = x[n] - np.max(x[n])
        e = np.exp(row)
        s = np.sum(e)
        loss += np.log(s) - row[y[n]]
        dx[n] = e/s
        dx[n, y[n]] -= 1
    loss = loss/N
    dx = dx/N
    return loss, dx


def saturation_fraction(x, kind):
    if kind == 'sigmoid':
        out, cache = sigmoid_forward(x)
        grad = out*(1-out)
        limit = 0.01*0.25
    elif kind == 'tanh':
        out, cache = tanh_forward(x)
        grad = 1-out**2
        limit = 0.01
    else:
        raise ValueError('kind has to be sigmoid or tanh')
    count = np.sum(grad < limit)
    return count/grad.size


def dead_relu_fraction(activations):
    C = activations.shape[1]
    dead = 0
    for c in range(C):
        if np.all(activations[:,c] == 0):
            dead += 1
    return dead/C
