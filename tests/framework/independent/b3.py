r"""Layers as maps between vector spaces.

Notation.  L is the scalar loss, G = dL/d(out) the upstream gradient, <A, B> = sum_ij A_ij B_ij the
Frobenius inner product.  Every backward follows from dL = <G, d(out)> by moving all factors but the
differential to the other side:  <G, A dB> = <A^T G, dB>,  <G, dA B> = <G B^T, dA>.
"""
import numpy as np


# ------------------------------------------------------------------------------------------------
# Index sets.  Let a stack of images be a matrix with one row an image and one column a coordinate
# of R^(C H W).  Extracting patches is a linear map, P: R^(C H W) -> R^(n_windows x patch), whose
# matrix has a single 1 a row; it is stored as the column number of this 1.  P^T is then "add at".
# ------------------------------------------------------------------------------------------------

def patch_indices(C, H, W, h, w, s):
    """J[l, q] = coordinate (of R^(CHW)) that is the q-th entry of the l-th patch."""
    n_i = (H - h) // s + 1
    n_j = (W - w) // s + 1
    corner = np.add.outer(s * W * np.arange(n_i), s * np.arange(n_j)).ravel()
    offset = np.add.outer(H * W * np.arange(C), np.add.outer(W * np.arange(h), np.arange(w))).ravel()
    return np.add.outer(corner, offset), n_i, n_j


def adjoint_gather(P, J, dim):
    """Adjoint of X -> X[:, J]: P is (N, L, Q), the result (N, dim)."""
    R = np.zeros((dim, P.shape[0]))
    np.add.at(R, J, np.moveaxis(P, 0, -1))
    return R.T


def embed(x, p):
    """Zero extension from {0..H-1} x {0..W-1} to the p-neighbourhood of it."""
    N, C, H, W = x.shape
    z = np.zeros((N, C, H + 2 * p, W + 2 * p))
    z[..., p:H + p, p:W + p] = x
    return z


def conv_forward(x, w, b, conv_param):
    r"""Y_n = A_n \Omega^T + 1 b^T, A_n = im2col of the n-th image (L x Q), \Omega: F x Q."""
    s, p = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, h, k = w.shape
    J, n_i, n_j = patch_indices(C, H + 2 * p, W + 2 * p, h, k, s)
    A = embed(x, p).reshape(N, -1)[:, J]                    # (N, L, Q)
    Omega = w.reshape(F, -1)
    Y = A @ Omega.T + b                                     # (N, L, F)
    out = Y.transpose(0, 2, 1).reshape(N, F, n_i, n_j)
    return out, (A, Omega, J, x.shape, w.shape, p)


def conv_backward(dout, cache):
    r"""dY = dA \Omega^T + A d\Omega^T + 1 db^T, hence
    grad_A = G \Omega,   grad_\Omega = sum_n G_n^T A_n,   grad_b = sum_n G_n^T 1;
    the image's gradient is the adjoint of the gathering applied to grad_A, restricted to the interior.
    """
    A, Omega, J, (N, C, H, W), w_shape, p = cache
    G = dout.reshape(N, dout.shape[1], -1).transpose(0, 2, 1)   # (N, L, F)
    grad_A = G @ Omega
    grad_Omega = np.tensordot(G, A, axes=((0, 1), (0, 1)))
    grad_b = G.sum(axis=(0, 1))
    Hp, Wp = H + 2 * p, W + 2 * p
    Z = adjoint_gather(grad_A, J, C * Hp * Wp).reshape(N, C, Hp, Wp)
    return Z[..., p:H + p, p:W + p], grad_Omega.reshape(w_shape), grad_b


def max_pool_forward(x, pool_param):
    """The same patches, channel by channel, and the sup-norm-like functional max on each."""
    h, k, s = (pool_param[key] for key in ("pool_height", "pool_width", "stride"))
    N, C, H, W = x.shape
    J, n_i, n_j = patch_indices(1, H, W, h, k, s)
    A = x.reshape(N * C, H * W)[:, J]                       # (NC, L, Q)
    m = A.max(axis=2, keepdims=True)
    # The subdifferential of max is the convex hull of the e_q with A_q = m; take its barycentre.
    S = (A == m) / np.sum(A == m, axis=2, keepdims=True)
    return m.reshape(N, C, n_i, n_j), (S, J, x.shape)


def max_pool_backward(dout, cache):
    S, J, shape = cache
    N, C, H, W = shape
    G = dout.reshape(N * C, -1, 1)
    return adjoint_gather(G * S, J, H * W).reshape(shape)


# ------------------------------------------------------------------------------------------------
# Affine and piecewise affine maps, in homogeneous coordinates
# ------------------------------------------------------------------------------------------------

def homogeneous(x):
    """Rows (x, 1), so that an affine map becomes linear."""
    N = x.shape[0]
    return np.hstack([x.reshape(N, -1), np.ones((N, 1))])


def affine_forward(x, w, b):
    X = homogeneous(x)
    T = np.vstack([w, b])           # (D + 1) x M
    return X @ T, (X, T, x.shape)


def affine_backward(dout, cache):
    """dL = <G, dX T + X dT>: grad_X = G T^T, grad_T = X^T G.  The last column/row belongs to the 1."""
    X, T, shape = cache
    grad_X = dout @ T.T
    grad_T = X.T @ dout
    return grad_X[:, :-1].reshape(shape), grad_T[:-1], grad_T[-1]


def maxout_forward(x, w, b):
    """K affine maps at once, as one (D + 1) x MK matrix; then the upper envelope."""
    D, M, K = w.shape
    X = homogeneous(x)
    T = np.vstack([w.reshape(D, M * K), b.reshape(1, M * K)])
    Z = (X @ T).reshape(-1, M, K)
    E = np.eye(K)[Z.argmax(axis=2)]     # E[n, m] is the basis vector of an active piece
    return np.einsum("nmk,nmk->nm", Z, E), (X, T, E, w.shape)


def maxout_backward(dout, cache):
    X, T, E, (D, M, K) = cache
    G = (dout[:, :, np.newaxis] * E).reshape(-1, M * K)
    grad_X = G @ T.T
    grad_T = X.T @ G
    return grad_X[:, :D], grad_T[:D].reshape(D, M, K), grad_T[D].reshape(M, K)


# ------------------------------------------------------------------------------------------------
# Diagonal maps: out_i = f(x_i), Jacobian diag f'(x_i).  The cache is the diagonal.
# ------------------------------------------------------------------------------------------------

def sigmoid_and_derivative(x):
    """With q = exp(-|x|) in (0, 1]:  s(|x|) = 1/(1 + q),  s(-|x|) = q/(1 + q),  s' = q/(1 + q)^2."""
    q = np.exp(-np.abs(x))
    return np.exp(np.minimum(x, 0)) / (1 + q), q / (1 + q) ** 2


def tanh_and_derivative(x):
    """Odd, so with q = exp(-2|x|): tanh |x| = (1 - q)/(1 + q), and tanh' = 4 q/(1 + q)^2."""
    q = np.exp(-2 * np.abs(x))
    return -np.sign(x) * np.expm1(-2 * np.abs(x)) / (1 + q), 4 * q / (1 + q) ** 2


def sigmoid_forward(x):
    return sigmoid_and_derivative(x)


def sigmoid_backward(dout, cache):
    return cache * dout


def tanh_forward(x):
    return tanh_and_derivative(x)


def tanh_backward(dout, cache):
    return cache * dout


def relu_forward(x):
    """x = x^+ - x^-; this is x^+.  The derivative is Heaviside's function."""
    return np.maximum(x, 0), np.heaviside(x, 0)


def relu_backward(dout, cache):
    return cache * dout


def leaky_relu_forward(x, alpha=0.01):
    """For alpha < 1 the convex function max(x, alpha x)."""
    theta = np.heaviside(x, 0)
    return np.maximum(x, alpha * x), theta + alpha * (1 - theta)


def leaky_relu_backward(dout, cache):
    return cache * dout


def elu_forward(x, alpha=1.0):
    """x^+ + alpha (exp(-x^-) - 1)"""
    minus = np.minimum(x, 0)            # = -x^-
    theta = np.heaviside(x, 0)
    f = np.maximum(x, 0) + alpha * np.expm1(minus)
    df = theta + (1 - theta) * alpha * np.exp(minus)
    return f, df


def elu_backward(dout, cache):
    return cache * dout


def prelu_forward(x, alpha):
    """f(x, a) = x^+ - a x^-, linear in a."""
    a = np.asarray(alpha)
    A = a if a.ndim == 0 else np.expand_dims(a, tuple(range(1, x.ndim - 1)))   # (C, 1, 1) or (C,)
    theta = np.heaviside(x, 0)
    minus = np.minimum(x, 0)
    return np.maximum(x, 0) + A * minus, (theta + (1 - theta) * A, minus, a.shape)


def prelu_backward(dout, cache):
    """df = D dx - x^- da; the sum over everything a was broadcast to is the adjoint of broadcasting."""
    D, minus, shape = cache
    if shape == ():
        grad_a = np.vdot(dout, minus)
    else:
        N, C = minus.shape[:2]
        grad_a = np.einsum("ncp,ncp->c", dout.reshape(N, C, -1), minus.reshape(N, C, -1))
    return D * dout, np.reshape(grad_a, shape)


# ------------------------------------------------------------------------------------------------
# Loss
# ------------------------------------------------------------------------------------------------

def softmax_loss(x, y):
    r"""L = (1/N) sum_n ( lse(x_n) - <x_n, e_{y_n}> ),  grad lse = softmax,
    lse(x) = mu + lse(x - mu 1) for any mu; mu = max x makes every exponent <= 0.
    """
    N, C = x.shape
    Y = np.eye(C)[y]
    Z = x - x.max(axis=1, keepdims=True)
    E = np.exp(Z)
    sigma = E.sum(axis=1)
    L = (np.log(sigma).sum() - np.vdot(Y, Z)) / N
    return L, (E / sigma[:, np.newaxis] - Y) / N


# ------------------------------------------------------------------------------------------------
# Measures of sets
# ------------------------------------------------------------------------------------------------

def saturation_fraction(x, kind):
    """mu { x : f'(x) < sup f' / 100 } under the empirical measure."""
    if kind == "sigmoid":
        df, sup = sigmoid_and_derivative(x)[1], 1 / 4
    elif kind == "tanh":
        df, sup = tanh_and_derivative(x)[1], 1
    else:
        raise ValueError("f must be 'sigmoid' or 'tanh'")
    return np.mean(df < sup / 100)


def dead_relu_fraction(activations):
    """A unit is dead iff the sup norm of its outputs is 0."""
    axes = (0,) + tuple(range(2, activations.ndim))
    return np.mean(np.abs(activations).max(axis=axes) == 0)
