# Homework 1 - Layers
# Style note: I come from Java, so every cache is a small object with named fields.

import math

import numpy as np


class AffineCache:
    def __init__(self, inputArray, weightMatrix, biasVector):
        self.inputArray = inputArray
        self.weightMatrix = weightMatrix
        self.biasVector = biasVector


class ActivationCache:
    """Holds the input, the output and the (optional) parameter of an element-wise layer."""

    def __init__(self, inputArray, outputArray, alpha=None):
        self.inputArray = inputArray
        self.outputArray = outputArray
        self.alpha = alpha


class MaxoutCache:
    def __init__(self, inputArray, weightTensor, biasMatrix, winnerIndex):
        self.inputArray = inputArray
        self.weightTensor = weightTensor
        self.biasMatrix = biasMatrix
        self.winnerIndex = winnerIndex


class ConvCache:
    def __init__(self, inputShape, paddedInput, filters, biasVector, stride, pad):
        self.inputShape = inputShape
        self.paddedInput = paddedInput
        self.filters = filters
        self.biasVector = biasVector
        self.stride = stride
        self.pad = pad


class PoolCache:
    def __init__(self, inputShape, winnerRow, winnerCol):
        self.inputShape = inputShape
        self.winnerRow = winnerRow
        self.winnerCol = winnerCol


# ---------------------------------------------------------------------------
# Scalar functions ("static methods")
# ---------------------------------------------------------------------------

def sigmoidOfScalar(value):
    if value >= 0.0:
        return 1.0 / (1.0 + math.exp(-value))
    else:
        exponential = math.exp(value)
        return exponential / (1.0 + exponential)


def tanhOfScalar(value):
    # (e^2x - 1) / (e^2x + 1), computed for the negative side and mirrored
    magnitude = abs(value)
    expMinusOne = math.expm1(-2.0 * magnitude)
    result = -expMinusOne / (expMinusOne + 2.0)
    if value < 0.0:
        return -result
    return result


def eluOfScalar(value, alpha):
    if value > 0.0:
        return value
    return alpha * math.expm1(value)


def applyToEachElement(function, inputArray):
    inputArray = np.asarray(inputArray)
    resultArray = np.zeros(inputArray.size)
    flatInput = inputArray.reshape(-1)
    for index in range(inputArray.size):
        resultArray[index] = function(float(flatInput[index]))
    return resultArray.reshape(inputArray.shape)


# ---------------------------------------------------------------------------
# Affine
# ---------------------------------------------------------------------------

def affine_forward(x, w, b):
    numExamples = x.shape[0]
    numOutputs = w.shape[1]
    out = np.zeros((numExamples, numOutputs))
    for exampleIndex in range(numExamples):
        row = x[exampleIndex].flatten()
        out[exampleIndex] = np.dot(row, w) + b
    return out, AffineCache(x, w, b)


def affine_backward(dout, cache):
    inputArray = cache.inputArray
    weightMatrix = cache.weightMatrix
    dx = np.zeros(inputArray.shape)
    dw = np.zeros(weightMatrix.shape)
    db = np.zeros(cache.biasVector.shape)
    for exampleIndex in range(inputArray.shape[0]):
        upstream = dout[exampleIndex]
        row = inputArray[exampleIndex].flatten()
        dx[exampleIndex] = np.dot(weightMatrix, upstream).reshape(inputArray.shape[1:])
        dw += np.outer(row, upstream)
        db += upstream
    return dx, dw, db


# ---------------------------------------------------------------------------
# Activations
# ---------------------------------------------------------------------------

def sigmoid_forward(x):
    out = applyToEachElement(sigmoidOfScalar, x)
    return out, ActivationCache(x, out)


def sigmoid_backward(dout, cache):
    sigmoidValue = cache.outputArray
    localGradient = sigmoidValue * (1.0 - sigmoidValue)
    dx = dout * localGradient
    return dx


def tanh_forward(x):
    out = applyToEachElement(tanhOfScalar, x)
    return out, ActivationCache(x, out)


def tanh_backward(dout, cache):
    tanhValue = cache.outputArray
    localGradient = 1.0 - tanhValue * tanhValue
    dx = dout * localGradient
    return dx


def relu_forward(x):
    out = applyToEachElement(lambda value: value if value > 0.0 else 0.0, x)
    return out, ActivationCache(x, out)


def relu_backward(dout, cache):
    isPositive = cache.inputArray > 0
    dx = np.zeros(np.shape(dout))
    dx[isPositive] = dout[isPositive]
    return dx


def leaky_relu_forward(x, alpha=0.01):
    out = applyToEachElement(lambda value: value if value > 0.0 else alpha * value, x)
    return out, ActivationCache(x, out, alpha)


def leaky_relu_backward(dout, cache):
    slopeArray = applyToEachElement(lambda value: 1.0 if value > 0.0 else cache.alpha, cache.inputArray)
    return dout * slopeArray


def prelu_forward(x, alpha):
    alphaArray = np.array(alpha, dtype=float)
    out = np.zeros(x.shape)
    numChannels = x.shape[1]
    for channel in range(numChannels):
        if alphaArray.ndim == 0:
            slope = float(alphaArray)
        else:
            slope = alphaArray[channel]
        channelInput = x[:, channel]
        out[:, channel] = np.where(channelInput > 0, channelInput, slope * channelInput)
    return out, ActivationCache(x, out, alphaArray)


def prelu_backward(dout, cache):
    inputArray = cache.inputArray
    alphaArray = cache.alpha
    isShared = (alphaArray.ndim == 0)

    dx = np.zeros(inputArray.shape)
    gradientPerChannel = np.zeros(inputArray.shape[1])
    for channel in range(inputArray.shape[1]):
        slope = float(alphaArray) if isShared else alphaArray[channel]
        channelInput = inputArray[:, channel]
        channelUpstream = dout[:, channel]
        isPositive = channelInput > 0
        dx[:, channel] = np.where(isPositive, channelUpstream, slope * channelUpstream)
        gradientPerChannel[channel] = np.sum(np.where(isPositive, 0.0, channelInput * channelUpstream))

    if isShared:
        dalpha = np.array(gradientPerChannel.sum())
    else:
        dalpha = gradientPerChannel
    return dx, dalpha


def elu_forward(x, alpha=1.0):
    out = applyToEachElement(lambda value: eluOfScalar(value, alpha), x)
    return out, ActivationCache(x, out, alpha)


def elu_backward(dout, cache):
    def slopeOfScalar(value):
        if value > 0.0:
            return 1.0
        return cache.alpha * math.exp(value)

    return dout * applyToEachElement(slopeOfScalar, cache.inputArray)


def maxout_forward(x, w, b):
    numExamples = x.shape[0]
    numUnits = w.shape[1]
    numPieces = w.shape[2]

    out = np.zeros((numExamples, numUnits))
    winnerIndex = np.zeros((numExamples, numUnits), dtype=int)

    for exampleIndex in range(numExamples):
        for unitIndex in range(numUnits):
            bestValue = -math.inf
            bestPiece = 0
            for pieceIndex in range(numPieces):
                value = np.dot(x[exampleIndex], w[:, unitIndex, pieceIndex]) + b[unitIndex, pieceIndex]
                if value > bestValue:
                    bestValue = value
                    bestPiece = pieceIndex
            out[exampleIndex, unitIndex] = bestValue
            winnerIndex[exampleIndex, unitIndex] = bestPiece

    return out, MaxoutCache(x, w, b, winnerIndex)


def maxout_backward(dout, cache):
    dx = np.zeros(cache.inputArray.shape)
    dw = np.zeros(cache.weightTensor.shape)
    db = np.zeros(cache.biasMatrix.shape)

    numExamples, numUnits = dout.shape
    for exampleIndex in range(numExamples):
        for unitIndex in range(numUnits):
            piece = cache.winnerIndex[exampleIndex, unitIndex]
            upstream = dout[exampleIndex, unitIndex]
            dx[exampleIndex] += upstream * cache.weightTensor[:, unitIndex, piece]
            dw[:, unitIndex, piece] += upstream * cache.inputArray[exampleIndex]
            db[unitIndex, piece] += upstream

    return dx, dw, db


# ---------------------------------------------------------------------------
# Convolution
# ---------------------------------------------------------------------------

def conv_forward(x, w, b, conv_param):
    stride = conv_param['stride']
    pad = conv_param['pad']

    numImages, numChannels, imageHeight, imageWidth = x.shape
    numFilters, _, filterHeight, filterWidth = w.shape

    outHeight = (imageHeight + 2 * pad - filterHeight) // stride + 1
    outWidth = (imageWidth + 2 * pad - filterWidth) // stride + 1

    paddedInput = np.zeros((numImages, numChannels, imageHeight + 2 * pad, imageWidth + 2 * pad))
    paddedInput[:, :, pad:pad + imageHeight, pad:pad + imageWidth] = x

    out = np.zeros((numImages, numFilters, outHeight, outWidth))
    for imageIndex in range(numImages):
        for filterIndex in range(numFilters):
            for outRow in range(outHeight):
                for outCol in range(outWidth):
                    startRow = outRow * stride
                    startCol = outCol * stride
                    window = paddedInput[imageIndex, :,
                                         startRow:startRow + filterHeight,
                                         startCol:startCol + filterWidth]
                    out[imageIndex, filterIndex, outRow, outCol] = (window * w[filterIndex]).sum() + b[filterIndex]

    return out, ConvCache(x.shape, paddedInput, w, b, stride, pad)


def conv_backward(dout, cache):
    stride = cache.stride
    pad = cache.pad
    _, _, imageHeight, imageWidth = cache.inputShape
    filterHeight = cache.filters.shape[2]
    filterWidth = cache.filters.shape[3]

    dPadded = np.zeros(cache.paddedInput.shape)
    dw = np.zeros(cache.filters.shape)
    db = np.zeros(cache.biasVector.shape)

    numImages, numFilters, outHeight, outWidth = dout.shape
    for imageIndex in range(numImages):
        for filterIndex in range(numFilters):
            for outRow in range(outHeight):
                for outCol in range(outWidth):
                    upstream = dout[imageIndex, filterIndex, outRow, outCol]
                    startRow = outRow * stride
                    endRow = startRow + filterHeight
                    startCol = outCol * stride
                    endCol = startCol + filterWidth

                    dPadded[imageIndex, :, startRow:endRow, startCol:endCol] += upstream * cache.filters[filterIndex]
                    dw[filterIndex] += upstream * cache.paddedInput[imageIndex, :, startRow:endRow, startCol:endCol]
                    db[filterIndex] += upstream

    # remove the border again
    dx = dPadded[:, :, pad:pad + imageHeight, pad:pad + imageWidth].copy()
    return dx, dw, db


# ---------------------------------------------------------------------------
# Max pooling
# ---------------------------------------------------------------------------

def max_pool_forward(x, pool_param):
    poolHeight = pool_param['pool_height']
    poolWidth = pool_param['pool_width']
    stride = pool_param['stride']

    numImages, numChannels, imageHeight, imageWidth = x.shape
    outHeight = (imageHeight - poolHeight) // stride + 1
    outWidth = (imageWidth - poolWidth) // stride + 1
    outShape = (numImages, numChannels, outHeight, outWidth)

    out = np.zeros(outShape)
    winnerRow = np.zeros(outShape, dtype=int)
    winnerCol = np.zeros(outShape, dtype=int)

    for imageIndex in range(numImages):
        for channel in range(numChannels):
            plane = x[imageIndex, channel]
            for outRow in range(outHeight):
                for outCol in range(outWidth):
                    # the first pixel is the champion until somebody beats it
                    bestRow = outRow * stride
                    bestCol = outCol * stride
                    for row in range(outRow * stride, outRow * stride + poolHeight):
                        for col in range(outCol * stride, outCol * stride + poolWidth):
                            if plane[row, col] > plane[bestRow, bestCol]:
                                bestRow = row
                                bestCol = col
                    out[imageIndex, channel, outRow, outCol] = plane[bestRow, bestCol]
                    winnerRow[imageIndex, channel, outRow, outCol] = bestRow
                    winnerCol[imageIndex, channel, outRow, outCol] = bestCol

    return out, PoolCache(x.shape, winnerRow, winnerCol)


def max_pool_backward(dout, cache):
    dx = np.zeros(cache.inputShape)
    numImages, numChannels, outHeight, outWidth = dout.shape
    for imageIndex in range(numImages):
        for channel in range(numChannels):
            for outRow in range(outHeight):
                for outCol in range(outWidth):
                    row = cache.winnerRow[imageIndex, channel, outRow, outCol]
                    col = cache.winnerCol[imageIndex, channel, outRow, outCol]
                    dx[imageIndex, channel, row, col] += dout[imageIndex, channel, outRow, outCol]
    return dx


# ---------------------------------------------------------------------------
# Loss
# ---------------------------------------------------------------------------

def softmax_loss(x, y):
    numExamples, numClasses = x.shape
    totalLoss = 0.0
    dx = np.zeros((numExamples, numClasses))

    for exampleIndex in range(numExamples):
        correctClass = int(y[exampleIndex])
        maximumScore = max(float(score) for score in x[exampleIndex])

        sumOfExponentials = 0.0
        for classIndex in range(numClasses):
            exponential = math.exp(float(x[exampleIndex, classIndex]) - maximumScore)
            dx[exampleIndex, classIndex] = exponential
            sumOfExponentials += exponential

        # -log(e^s / sum) = log(sum) - s
        correctScore = float(x[exampleIndex, correctClass]) - maximumScore
        totalLoss += math.log(sumOfExponentials) - correctScore

        dx[exampleIndex] /= sumOfExponentials
        dx[exampleIndex, correctClass] -= 1.0

    dx /= numExamples
    return totalLoss / numExamples, dx


# ---------------------------------------------------------------------------
# Diagnostics
# ---------------------------------------------------------------------------

def saturation_fraction(x, kind):
    if kind == 'sigmoid':
        activation = sigmoidOfScalar
        maximumGradient = 0.25
    elif kind == 'tanh':
        activation = tanhOfScalar
        maximumGradient = 1.0
    else:
        raise ValueError("unknown kind of activation: " + str(kind))

    numSaturated = 0
    numTotal = 0
    for value in np.asarray(x).reshape(-1):
        activated = activation(float(value))
        if kind == 'sigmoid':
            localGradient = activated * (1.0 - activated)
        else:
            localGradient = 1.0 - activated * activated
        if localGradient < 0.01 * maximumGradient:
            numSaturated += 1
        numTotal += 1
    return numSaturated / numTotal


def dead_relu_fraction(activations):
    numUnits = activations.shape[1]
    numDead = 0
    for unitIndex in range(numUnits):
        isAlive = bool(np.any(activations[:, unitIndex] != 0))
        if not isAlive:
            numDead += 1
    return numDead / numUnits
