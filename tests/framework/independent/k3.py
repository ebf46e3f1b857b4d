# Notation.  L is the loss (a scalar), δ = ∂L/∂out is what comes from above, and for an argument a of
# a layer ∇a = ∂L/∂a.  Everything below follows from the chain rule in coordinates,
#
#       ∇a_i = Σ_j δ_j · ∂out_j/∂a_i .
#
# Indices: n example, c channel in, φ filter, (i, j) output pixel, (p, q) offset inside a window.

import numpy as np

Σ = np.einsum


# ══ Loss ═══════════════════════════════════════════════════════════════════════════════════════════
#
# With Λ(x) = log Σ_c exp(x_c):   −log p_y = Λ(x) − x_y,   and ∂Λ/∂x_c = exp(x_c − Λ) = p_c, so
#       ∇x_c = (p_c − [c = y]) / N.
# Λ is a reduction with a ⊕ b = log(e^a + e^b), which NumPy evaluates stably as
# max(a, b) + log1p(e^{−|a − b|}); no explicit shift is needed.

def softmax_loss(x, y):
    ν = np.arange(x.shape[0])
    Λ = np.logaddexp.reduce(x, axis=1)
    λ = Λ - x[ν, y]
    π = np.exp(x - Λ[:, None])
    χ = (y[:, None] == np.arange(x.shape[1])[None, :])
    return λ.sum() / ν.size, (π - χ) / ν.size


# ══ Scalar functions ═══════════════════════════════════════════════════════════════════════════════
#
# For out = f(x) elementwise the Jacobian is diagonal: ∇x = δ ⊙ f′(x).

# σ(x) = 1/(1 + e^{−x}) = exp(−log(1 + e^{−x})) = exp(−(0 ⊕ −x)).
# σ′ = e^{−x}/(1 + e^{−x})² = σ(x) σ(−x).   (For large x this loses no digits, 1 − σ would.)

def sigmoid_forward(x):
    σ = np.exp(-np.logaddexp(0.0, -x))
    ς = np.exp(-np.logaddexp(0.0, x))       # σ(−x)
    return σ, σ * ς


def sigmoid_backward(dout, cache):
    return dout * cache


# tanh is odd, so let ε = e^{−2|x|} ∈ (0, 1]:  tanh x = sgn(x) (1 − ε)/(1 + ε).
# tanh′ = 1 − tanh² = ((1 + ε)² − (1 − ε)²)/(1 + ε)² = 4ε/(1 + ε)².

def tanh_forward(x):
    μ = -2.0 * np.abs(x)
    ε = np.exp(μ)
    τ = np.sign(x) * -np.expm1(μ) / (1 + ε)
    return τ, 4 * ε / (1 + ε) ** 2


def tanh_backward(dout, cache):
    return dout * cache


# max(0, x) = (x + |x|)/2, with (sub)derivative (1 + sgn x)/2; at 0 that is 1/2 ∈ ∂f(0) = [0, 1].

def relu_forward(x):
    return (x + np.abs(x)) / 2, np.sign(x)


def relu_backward(dout, cache):
    return dout * (1 + cache) / 2


# For 0 ≤ α < 1 the graph of the leaky ReLU is the upper envelope of two lines: f = max(x, αx).
# f′ = 1 for x > 0, α for x < 0: θ + α(1 − θ) = α + (1 − α) θ, where θ is the Heaviside function.

def leaky_relu_forward(x, alpha=0.01):
    return np.maximum(x, alpha * x), alpha + (1 - alpha) * np.heaviside(x, 0.0)


def leaky_relu_backward(dout, cache):
    return dout * cache


# x = x⁺ − x⁻ (both ≥ 0).  f = x⁺ − α x⁻,  ∂f/∂α = −x⁻.
# α_c is shared by all (n, ·, i, j) of channel c; so ∇α_c = −Σ_{n,i,j} δ x⁻.
# To write this once, x is regarded as a tensor (N, C, P), P the number of pixels (P = 1 for rows).

def prelu_forward(x, alpha):
    α = np.asarray(alpha)
    ξ = x.reshape(x.shape[0], x.shape[1], -1)
    A = np.broadcast_to(α, ξ.shape[1])[None, :, None]
    out = ξ.clip(min=0) - A * (-ξ).clip(min=0)
    return out.reshape(x.shape), (ξ, A, α.shape)


def prelu_backward(dout, cache):
    ξ, A, shape = cache
    δ = dout.reshape(ξ.shape)
    θ = np.heaviside(ξ, 0.0)
    dx = δ * (θ + A * (1 - θ))
    γ = -Σ("ncp,ncp->c", δ, (-ξ).clip(min=0))       # one a channel
    dalpha = γ.reshape(shape) if γ.size == int(np.prod(shape)) else γ.sum().reshape(shape)
    return dx.reshape(dout.shape), dalpha


# f = x⁺ + α (e^{−x⁻} − 1): the exponent is never positive.
# f′ = θ + (1 − θ) α e^{−x⁻}.

def elu_forward(x, alpha=1.0):
    η = np.minimum(x, 0.0)                          # −x⁻
    θ = np.heaviside(x, 0.0)
    return np.maximum(x, 0.0) + alpha * np.expm1(η), θ + (1 - θ) * alpha * np.exp(η)


def elu_backward(dout, cache):
    return dout * cache


# ══ Linear maps ════════════════════════════════════════════════════════════════════════════════════

# out_{nm} = Σ_d x_{nd} w_{dm} + b_m:
#   ∇x_{nd} = Σ_m δ_{nm} w_{dm},   ∇w_{dm} = Σ_n x_{nd} δ_{nm},   ∇b_m = Σ_n δ_{nm}.

def affine_forward(x, w, b):
    ξ = x.reshape(x.shape[0], -1)
    return Σ("nd,dm->nm", ξ, w) + b, (x, w)


def affine_backward(dout, cache):
    x, ω = cache
    ξ = x.reshape(x.shape[0], -1)
    return (Σ("nm,dm->nd", dout, ω).reshape(x.shape),
            Σ("nd,nm->dm", ξ, dout),
            Σ("nm->m", dout))


# ζ_{nmk} = Σ_d x_{nd} w_{dmk} + b_{mk},  out_{nm} = max_k ζ_{nmk}.
# The subdifferential of max is the convex hull of the unit vectors of the maximisers; we take its
# barycentre, i.e. κ_{nmk} = [ζ_{nmk} = out_{nm}] / #maximisers.  Then ∂L/∂ζ = δ κ, and the rest is
# the affine layer with one more index.

def maxout_forward(x, w, b):
    ζ = Σ("nd,dmk->nmk", x, w) + b
    μ = ζ.max(axis=-1)
    κ = (ζ == μ[..., None]).astype(ζ.dtype)
    κ /= κ.sum(axis=-1, keepdims=True)
    return μ, (x, w, κ)


def maxout_backward(dout, cache):
    x, ω, κ = cache
    ψ = Σ("nm,nmk->nmk", dout, κ)
    return Σ("nmk,dmk->nd", ψ, ω), Σ("nd,nmk->dmk", x, ψ), ψ.sum(axis=0)


# ══ Windows ════════════════════════════════════════════════════════════════════════════════════════
#
# Let s be the stride.  For an offset (p, q) define the restriction operator
#       (R_{pq} x)_{ij} = x_{s i + p, s j + q},        0 ≤ i < H′, 0 ≤ j < W′.
# It is a selection of coordinates, its adjoint R*_{pq} writes them back to where they came from and
# is 0 elsewhere.  As a pair of slices:

def ρ(p, q, s, η, ω):
    """The index of R_pq for an output of η × ω pixels."""
    return (..., slice(p, p + s * (η - 1) + 1, s), slice(q, q + s * (ω - 1) + 1, s))


# Convolution:   out_φ = b_φ + Σ_{pq} Σ_c w_{φcpq} R_{pq} x_c   (x already padded).  Hence
#   ∇x_c = Σ_{pq} R*_{pq} Σ_φ w_{φcpq} δ_φ
#   ∇w_{φcpq} = Σ_n ⟨δ_{nφ}, R_{pq} x_{nc}⟩
#   ∇b_φ = Σ_{nij} δ_{nφij}
# R*_{pq} is injective for a fixed (p, q), so "+=" on the slice is the sum over (p, q), and overlaps
# take care of themselves.  Padding is an embedding; its adjoint is cropping.

def conv_forward(x, w, b, conv_param):
    s, π = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    Φ, _, P, Q = w.shape
    η, ω = 1 + (H + 2 * π - P) // s, 1 + (W + 2 * π - Q) // s
    χ = np.pad(x, ((0, 0), (0, 0), (π, π), (π, π)))
    out = np.zeros((N, Φ, η, ω)) + b[:, None, None]
    for p, q in np.ndindex(P, Q):
        out += Σ("fc,ncij->nfij", w[:, :, p, q], χ[ρ(p, q, s, η, ω)])
    return out, (χ, w, s, π)


def conv_backward(dout, cache):
    χ, w, s, π = cache
    η, ω = dout.shape[-2:]
    dχ, dw = np.zeros(χ.shape), np.zeros(w.shape)
    for p, q in np.ndindex(w.shape[2:]):
        R = ρ(p, q, s, η, ω)
        dχ[R] += Σ("fc,nfij->ncij", w[:, :, p, q], dout)
        dw[:, :, p, q] = Σ("nfij,ncij->fc", dout, χ[R])
    H, W = χ.shape[-2:]
    return dχ[..., π:H - π, π:W - π], dw, Σ("nfij->f", dout)


# Pooling:   out = max_{pq} R_{pq} x.  As for maxout the barycentre of the subdifferential is taken:
# with ν = Σ_{pq} [R_{pq} x = out] the number of maximisers in a window,
#   ∇x = Σ_{pq} R*_{pq} ([R_{pq} x = out] δ / ν),   the shares of a window summing to δ.

def max_pool_forward(x, pool_param):
    P, Q, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    η, ω = 1 + (x.shape[2] - P) // s, 1 + (x.shape[3] - Q) // s
    μ = x[ρ(0, 0, s, η, ω)].copy()
    for p, q in np.ndindex(P, Q):
        np.maximum(μ, x[ρ(p, q, s, η, ω)], out=μ)
    return μ, (x, μ.copy(), (P, Q), s)


def max_pool_backward(dout, cache):
    x, μ, Π, s = cache
    η, ω = μ.shape[2:]
    ν = sum((x[ρ(p, q, s, η, ω)] == μ).astype(int) for p, q in np.ndindex(Π))
    δ = dout / ν
    dx = np.zeros(x.shape)
    for p, q in np.ndindex(Π):
        R = ρ(p, q, s, η, ω)
        dx[R] += δ * (x[R] == μ)
    return dx


# ══ Diagnostics ════════════════════════════════════════════════════════════════════════════════════
#
# Both derivatives are even and decrease in |x|, so "f′(x) < f′(0)/100" is "|x| > ξ" for one number ξ.
# tanh:  1 − t² = 1/100  ⇔  t = √0.99  ⇔  ξ = artanh √0.99.
# σ(x) = (1 + tanh(x/2))/2, thus σ′(x)/σ′(0) = 1 − tanh²(x/2), and ξ is twice as large.

def saturation_fraction(x, kind):
    ξ = np.arctanh(np.sqrt(0.99))
    thresholds = {"tanh": ξ, "sigmoid": 2 * ξ}
    if kind not in thresholds:
        raise ValueError(f"no threshold is known for {kind!r}")
    return float((np.abs(x) > thresholds[kind]).mean())


# A unit is dead iff its 1-norm over everything but the unit's axis vanishes.

def dead_relu_fraction(activations):
    α = np.abs(activations).reshape(activations.shape[0], activations.shape[1], -1)
    return float((Σ("ncp->c", α) == 0).mean())
