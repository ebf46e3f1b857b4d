# -*- coding: utf-8 -*-
"""Hausaufgabe: Schichten eines Faltungsnetzes (vorwärts und rückwärts)."""

import numpy as np


# ----------------------------------------------------------------------------
# Vollverbundene Schicht
# ----------------------------------------------------------------------------

def affine_forward(x, w, b):
    anzahl = x.shape[0]
    zeilen = x.reshape(anzahl, w.shape[0])
    ergebnis = np.dot(zeilen, w)
    ergebnis = ergebnis + b
    return ergebnis, {'zeilen': zeilen, 'gewichte': w, 'form': x.shape}


def affine_backward(dout, cache):
    gewichte = cache['gewichte']
    zeilen = cache['zeilen']
    dx = np.dot(dout, gewichte.T)
    dx = dx.reshape(cache['form'])      # wieder die Form von x, nicht die der Zeilen
    dw = np.dot(zeilen.T, dout)
    db = np.dot(np.ones(dout.shape[0]), dout)
    return dx, dw, db


# ----------------------------------------------------------------------------
# Aktivierungsfunktionen
# ----------------------------------------------------------------------------

def sigmoid_forward(x):
    # Zähler e^min(x,0), Nenner 1 + e^-|x|: beide Exponenten sind nie positiv,
    # es läuft also nichts über.
    zaehler = np.exp(np.minimum(x, 0))
    nenner = 1 + np.exp(-np.abs(x))
    s = zaehler / nenner
    return s, {'s': s}


def sigmoid_backward(dout, cache):
    s = cache['s']
    steigung = s * (1 - s)
    return steigung * dout


def tanh_forward(x):
    t = np.tanh(x)
    return t, {'t': t}


def tanh_backward(dout, cache):
    t = cache['t']
    steigung = 1 - t ** 2
    return steigung * dout


def relu_forward(x):
    ergebnis = (np.abs(x) + x) / 2
    return ergebnis, {'ergebnis': ergebnis}


def relu_backward(dout, cache):
    # positiver Ausgang <=> positiver Eingang
    return dout * np.sign(cache['ergebnis'])


def leaky_relu_forward(x, alpha=0.01):
    positiv = np.clip(x, 0, None)
    negativ = np.clip(x, None, 0)
    return positiv + alpha * negativ, {'x': x, 'alpha': alpha}


def leaky_relu_backward(dout, cache):
    alpha = cache['alpha']
    an = (cache['x'] > 0).astype(float)
    return dout * (alpha + (1 - alpha) * an)


def prelu_forward(x, alpha):
    alpha = np.asarray(alpha, dtype=float)
    # Kanalachse nach hinten, dann passt alpha von selbst (Zahl oder Vektor)
    hinten = np.moveaxis(x, 1, -1)
    ergebnis = np.where(hinten > 0, hinten, alpha * hinten)
    return np.moveaxis(ergebnis, -1, 1), {'hinten': hinten, 'alpha': alpha}


def prelu_backward(dout, cache):
    hinten, alpha = cache['hinten'], cache['alpha']
    oben = np.moveaxis(dout, 1, -1)
    dx = np.where(hinten > 0, oben, alpha * oben)

    beitrag = np.where(hinten > 0, 0, hinten * oben)
    je_kanal = beitrag.reshape(-1, beitrag.shape[-1]).sum(axis=0)
    if alpha.ndim == 0:
        dalpha = np.array(je_kanal.sum())
    else:
        dalpha = je_kanal
    return np.moveaxis(dx, -1, 1), dalpha


def elu_forward(x, alpha=1.0):
    # np.where rechnet beide Zweige aus, deshalb vorher bei 0 kappen
    gekappt = np.where(x > 0, 0, x)
    kurve = alpha * np.expm1(gekappt)
    ergebnis = np.where(x > 0, x, kurve)
    return ergebnis, {'x': x, 'kurve': kurve, 'alpha': alpha}


def elu_backward(dout, cache):
    # alpha * e^x = kurve + alpha
    links = cache['kurve'] + cache['alpha']
    steigung = np.where(cache['x'] > 0, 1.0, links)
    return steigung * dout


# ----------------------------------------------------------------------------
# Maxout
# ----------------------------------------------------------------------------

def maxout_forward(x, w, b):
    D, M, K = w.shape
    # alle Stücke nebeneinander in eine Matrix: (D, M*K)
    stuecke = (x.dot(w.reshape(D, M * K)) + b.reshape(M * K)).reshape(-1, M, K)
    sieger = np.argmax(stuecke, axis=2)
    n, m = np.indices(sieger.shape)
    return stuecke[n, m, sieger], {'x': x, 'w': w, 'sieger': sieger}


def maxout_backward(dout, cache):
    x, w, sieger = cache['x'], cache['w'], cache['sieger']
    D, M, K = w.shape
    dstuecke = np.zeros((x.shape[0], M, K))
    n, m = np.indices(sieger.shape)
    dstuecke[n, m, sieger] = dout
    flach = dstuecke.reshape(-1, M * K)
    dx = flach.dot(w.reshape(D, M * K).T)
    dw = x.T.dot(flach).reshape(D, M, K)
    db = flach.sum(axis=0).reshape(M, K)
    return dx, dw, db


# ----------------------------------------------------------------------------
# Faltung
# Idee: nicht über die Fenster laufen, sondern über die Plätze (i, j) im Filter.
# Zu jedem Platz gehört ein verschobenes, ausgedünntes Bild.
# ----------------------------------------------------------------------------

def _ausschnitt(i, j, hoehe, breite, schritt):
    """Index der Pixel, die in allen Fenstern auf dem Platz (i, j) liegen."""
    zeile = slice(i, i + schritt * (hoehe - 1) + 1, schritt)
    spalte = slice(j, j + schritt * (breite - 1) + 1, schritt)
    return (slice(None), slice(None), zeile, spalte)


def conv_forward(x, w, b, conv_param):
    schritt = conv_param['stride']
    rand = conv_param['pad']
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    hoehe = (H + 2 * rand - HH) // schritt + 1
    breite = (W + 2 * rand - WW) // schritt + 1

    bild = np.zeros((N, C, H + 2 * rand, W + 2 * rand))
    bild[:, :, rand:rand + H, rand:rand + W] = x

    ergebnis = np.zeros((N, F, hoehe, breite))
    for i in range(HH):
        for j in range(WW):
            teil = bild[_ausschnitt(i, j, hoehe, breite, schritt)]
            ergebnis += np.einsum('fc,nchw->nfhw', w[:, :, i, j], teil)
    ergebnis += b[np.newaxis, :, np.newaxis, np.newaxis]

    cache = {'bild': bild, 'w': w, 'schritt': schritt, 'rand': rand, 'form': x.shape}
    return ergebnis, cache


def conv_backward(dout, cache):
    bild, w = cache['bild'], cache['w']
    schritt, rand = cache['schritt'], cache['rand']
    _, _, H, W = cache['form']
    _, _, hoehe, breite = dout.shape

    dbild = np.zeros_like(bild)
    dw = np.zeros(w.shape)
    for i in range(w.shape[2]):
        for j in range(w.shape[3]):
            wo = _ausschnitt(i, j, hoehe, breite, schritt)
            dw[:, :, i, j] = np.einsum('nfhw,nchw->fc', dout, bild[wo])
            # Fenster überlappen: addieren, nicht überschreiben
            dbild[wo] += np.einsum('fc,nfhw->nchw', w[:, :, i, j], dout)
    db = dout.sum(axis=3).sum(axis=2).sum(axis=0)

    # nicht [rand:-rand], das wäre bei rand = 0 leer
    dx = dbild[:, :, rand:rand + H, rand:rand + W]
    return dx, dw, db


# ----------------------------------------------------------------------------
# Max-Pooling, mit derselben Idee: das Maximum Platz für Platz fortschreiben
# und sich merken, welcher Platz führt (bei Gleichstand bleibt der erste).
# ----------------------------------------------------------------------------

def max_pool_forward(x, pool_param):
    ph = pool_param['pool_height']
    pw = pool_param['pool_width']
    schritt = pool_param['stride']
    hoehe = (x.shape[2] - ph) // schritt + 1
    breite = (x.shape[3] - pw) // schritt + 1

    bestes = x[_ausschnitt(0, 0, hoehe, breite, schritt)].copy()
    fuehrend = np.zeros(bestes.shape, dtype=int)
    for platz in range(1, ph * pw):
        i, j = divmod(platz, pw)
        kandidat = x[_ausschnitt(i, j, hoehe, breite, schritt)]
        besser = kandidat > bestes
        bestes[besser] = kandidat[besser]
        fuehrend[besser] = platz
    return bestes, {'fuehrend': fuehrend, 'form': x.shape, 'fenster': (ph, pw), 'schritt': schritt}


def max_pool_backward(dout, cache):
    ph, pw = cache['fenster']
    fuehrend = cache['fuehrend']
    hoehe, breite = fuehrend.shape[2:]
    dx = np.zeros(cache['form'])
    for platz in range(ph * pw):
        i, j = divmod(platz, pw)
        dx[_ausschnitt(i, j, hoehe, breite, cache['schritt'])] += dout * (fuehrend == platz)
    return dx


# ----------------------------------------------------------------------------
# Verlust
# ----------------------------------------------------------------------------

def softmax_loss(x, y):
    N, C = x.shape
    verschoben = x - np.max(x, axis=1).reshape(N, 1)
    potenzen = np.exp(verschoben)
    summe = np.sum(potenzen, axis=1)
    # -log p = log(summe) - verschoben[richtige Klasse], ohne p selbst zu logarithmieren
    richtig = np.eye(C)[y]
    verlust = (np.log(summe) - np.sum(verschoben * richtig, axis=1)).mean()
    p = potenzen / summe.reshape(N, 1)
    return verlust, (p - richtig) / N


# ----------------------------------------------------------------------------
# Beobachtung beim Training
# ----------------------------------------------------------------------------

def saturation_fraction(x, kind):
    # beide Steigungen sind gerade Funktionen von x, und mit u = e^-|x| gilt
    #   sigmoid: s' / (1/4) = 4 u / (1 + u)^2
    #   tanh'(x) / 1 ist dasselbe mit 2x statt x
    if kind == 'sigmoid':
        faktor = 1
    elif kind == 'tanh':
        faktor = 2
    else:
        raise ValueError('unbekannte Aktivierung: ' + str(kind))
    u = np.exp(-faktor * np.abs(x))
    anteil_vom_maximum = 4 * u / (1 + u) ** 2
    return float((anteil_vom_maximum < 0.01).sum() / np.size(x))


def dead_relu_fraction(activations):
    einheiten = activations.shape[1]
    je_einheit = np.swapaxes(activations, 0, 1).reshape(einheiten, -1)
    tot = np.all(je_einheit == 0, axis=1)
    return np.count_nonzero(tot) / einheiten
