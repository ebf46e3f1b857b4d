class SGD:
    """Velocities by layer and name; arrays are changed in place where they may be."""

    def __init__(self, model, lr=0.1, momentum=0.0):
        self.model, self.lr, self.momentum, self.velocity = model, lr, momentum, {}

    def step(self):
        for layer in self.model.layers:
            for name in ("W", "b"):
                if hasattr(layer, name):
                    old = self.velocity.get((id(layer), name), 0.0)
                    new = self.momentum * old + getattr(layer, "d" + name)
                    self.velocity[id(layer), name] = new
                    setattr(layer, name, getattr(layer, name) - self.lr * new)
