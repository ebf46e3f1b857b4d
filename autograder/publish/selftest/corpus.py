"""Hostile and clumsy hand-ins, by the classes of attack and accident that must be contained.

An entry is a right solution whose ``relu_forward`` has another body, or that has more at its top or
beside it. ``{secrets}``, ``{victim}``, ``{port}`` and ``{grader}`` are filled in by the tests: a
folder with the hidden tests and the reference, a file that must not change, a listening port and
the grader's pid.
"""

from __future__ import annotations

from autograder.publish.selftest.entry import RIGHT_BODY as RIGHT
from autograder.publish.selftest.entry import CorpusEntry as Entry

SHOW = """
def show(action):
    try:
        print(action())
    except BaseException as error:
        print(type(error).__name__)
"""
HUNT = """
import glob, os
def hunt(*patterns):
    for pattern in patterns:
        for path in glob.glob(pattern, recursive=True):
            try:
                print(path, open(path, errors="replace").read()[:3000])
            except OSError:
                pass
"""


def read(name: str, tries: str, body: str, also: str = "") -> Entry:
    """A hand-in that prints what it should not see, and answers wrongly so that prints show."""
    return Entry("read", name, tries, f"{body}\nreturn x, x", HUNT + SHOW + also)


READING = [
    read("open_tests", "opens the hidden tests by their path", 'hunt("{secrets}/**/*.py")'),
    read("list_secrets", "lists the bundle", 'show(lambda: os.listdir("{secrets}"))'),
    read("temporary", "searches the temporary folders", 'hunt("/tmp/*/*", "/tmp/*/*/*.py")'),
    read(
        "parents", "walks up from its own folder", 'hunt("../*", "../../*/*.py", "../../**/*.json")'
    ),
    read("above_module", "reads beside its own file", 'hunt(__file__ + "/../../**/*")'),
    read(
        "grader_memory",
        "reads the grader's memory",
        'hunt("/proc/{grader}/mem", "/proc/{grader}/maps")',
    ),
    read("grader_environment", "reads the grader's environment", 'hunt("/proc/{grader}/environ")'),
    read(
        "grader_files",
        "opens the grader's descriptors",
        'hunt("/proc/{grader}/fd/*", "/proc/{grader}/cwd/**/*.py")',
    ),
    read("own_environment", "prints its environment", "print(dict(os.environ))"),
    read(
        "descriptors",
        "reads every inherited descriptor",
        "for fd in range(256):\n    show(lambda: os.pread(fd, 4000, 0))",
    ),
    read(
        "frames",
        "walks the stack for the tests",
        "import sys\nframe = sys._getframe()\nwhile frame:\n    print(frame.f_locals)\n    frame = frame.f_back",
    ),
    read(
        "garbage",
        "searches all objects for text",
        "import gc\nprint([o for o in gc.get_objects() if isinstance(o, dict) and 'reference' in o][:3])",
    ),
    read(
        "modules",
        "imports the framework and the reference",
        "import importlib\nfor name in ('autograder.checks', 'reference', 'question_relu_forward'):\n"
        "    show(lambda: vars(importlib.import_module(name)))",
    ),
    read(
        "ptrace",
        "attaches to the grader",
        "import ctypes\nshow(lambda: ctypes.CDLL(None).ptrace(16, {grader}, 0, 0))",
    ),
    read(
        "process_vm",
        "copies the grader's memory",
        "import ctypes\nb = ctypes.create_string_buffer(64)\n"
        "show(lambda: ctypes.CDLL(None).process_vm_readv({grader}, b, 1, b, 1, 0))",
    ),
    read(
        "link",
        "makes a link to the tests and reads it",
        'show(lambda: os.symlink("{secrets}", "here"))\nhunt("here/**/*.py")',
    ),
    read(
        "hard_link",
        "makes a hard link to a test",
        'show(lambda: os.link("{secrets}/tests/relu_forward_hidden.py", "t.py"))\nhunt("t.py")',
    ),
    read("shared_memory", "reads others' shared memory", 'hunt("/dev/shm/*", "/dev/mqueue/*")'),
    read(
        "handles",
        "opens a file by its handle",
        "import ctypes\nshow(lambda: ctypes.CDLL(None).open_by_handle_at(-100, None, 0))",
    ),
    Entry("read", "hidden_print", "prints the hidden inputs", "print(x)\nreturn x + 1, x"),
    Entry(
        "read",
        "hidden_stderr",
        "writes the hidden inputs to stderr",
        "import sys\nsys.stderr.write(str(x))\nreturn x + 1, x",
    ),
    Entry("read", "hidden_exception", "raises the hidden inputs", "raise ValueError(str(x))"),
    Entry(
        "read",
        "hidden_class",
        "names an exception class after the inputs",
        "raise type('X' + str(x.max()).replace('.', '_'), (Exception,), {})()",
    ),
    Entry(
        "read",
        "hidden_type",
        "returns an object whose class is named after the inputs",
        "return type('X' + str(x.max()).replace('.', '_'), (), {})(), x",
    ),
    Entry(
        "read",
        "hidden_shape",
        "spells the inputs in the shape of its answer",
        "return np.zeros((0, int(abs(x).max() * 100), 3)), x",
    ),
    Entry(
        "read",
        "hidden_factor",
        "scales a right answer by an input",
        "return np.maximum(0, x) * abs(x).max(), x",
    ),
    Entry(
        "read",
        "hidden_warning",
        "warns with the inputs",
        "import warnings\nwarnings.warn(str(x))\nreturn x + 1, x",
    ),
    Entry(
        "read",
        "hidden_note",
        "notes the hidden inputs for a later public case",
        "import glob\nfor path in ('/tmp/LEFTOVER_MARK', '/dev/shm/LEFTOVER_MARK', 'LEFTOVER_MARK', '../LEFTOVER_MARK'):\n"
        "    try:\n        open(path, 'a').write(str(x))\n    except OSError:\n        pass\n"
        "return np.maximum(0, x), x",
        "import glob\n"
        "def affine_forward(x, w, b):\n"
        "    for path in glob.glob('/tmp/LEFTOVER*') + glob.glob('/dev/shm/LEFTOVER*') + glob.glob('../**/LEFTOVER*'):\n"
        "        print(open(path).read())\n    return x, x\n",
        own="full",
        others="any",
    ),
    Entry(
        "read",
        "hidden_message",
        "raises NotImplementedError with the inputs",
        "raise NotImplementedError(str(x))",
        says="relu_forward is not implemented yet.",
    ),
    Entry(
        "read",
        "hidden_module",
        "asks for a module named after the inputs",
        "raise ModuleNotFoundError('x', name=str(x.max()))",
    ),
]

READING += [
    read(
        "processes",
        "looks for other processes, by files and by calls",
        "show(lambda: os.listdir('/proc'))\nhunt('/proc/*/cmdline', '/proc/*/environ')\n"
        "for pid in (1, {grader}, os.getppid()):\n    show(lambda: os.getsid(pid))\n"
        "    show(lambda: os.sched_getaffinity(pid))",
    ),
    read(
        "deleted",
        "takes its own root away to see what lies below",
        "for i in range(64):\n    show(lambda: os.fchdir(i))\n    hunt('../../../../*/*.py')\n"
        "show(lambda: os.chroot('.'))\nhunt('{secrets}/**/*.py')",
    ),
    Entry(
        "read",
        "hidden_line",
        "spells the inputs in the line at which it raises",
        "n = int(abs(x).max()) % 3900\n"
        "exec(compile('\\n' * (n - 1) + 'raise ValueError', __file__, 'exec'))",
        also="\n" * 3900,
    ),
    Entry(
        "read",
        "hidden_count",
        "spells the inputs in the number of elements that are wrong, and not finite",
        "y = np.maximum(0, x)\ny.flat[: int(abs(x).max()) % 3] += np.nan if x.max() > 100 else 1\n"
        "return y, x",
        own="any",
    ),
    Entry(
        "read",
        "hidden_names",
        "spells the inputs in the names of exceptions and types",
        "kinds = [e for e in vars(__builtins__ if hasattr(__builtins__, 'int') else __import__("
        "'builtins')).values() if isinstance(e, type) and issubclass(e, Exception)]\n"
        "raise kinds[int(abs(x).max()) % len(kinds)]",
    ),
]

FORGE = [
    Entry(
        "forge",
        "results_now",
        "writes results.json at once",
        "for path in ('results.json', '/autograder/results/results.json', '{victim}'):\n"
        "    try:\n        open(path, 'w').write('{{\"score\": 999}}')\n    except OSError:\n        pass\n"
        "return x, x",
    ),
    Entry(
        "forge",
        "results_at_exit",
        "writes results.json at its end",
        "return x, x",
        "import atexit\natexit.register(lambda: open('{victim}', 'w').write('forged'))",
    ),
    Entry(
        "forge",
        "numpy_patched",
        "replaces NumPy's comparisons",
        "return x, x",
        "np.array_equal = np.allclose = lambda *a, **k: True\nnp.abs = lambda *a: np.zeros(1)",
        others="any",  # its own layers use what it broke
    ),
    Entry(
        "forge",
        "builtins_patched",
        "replaces built-ins",
        "return x, x",
        "import builtins\nbuiltins.AssertionError = builtins.Exception = KeyError\n"
        "builtins.isinstance_ = lambda *a: True",
        others="any",  # its own layers use what it broke
    ),
    Entry(
        "forge",
        "json_patched",
        "replaces json.dumps",
        "return x, x",
        'import json\njson.dumps = lambda *a, **k: \'{{"m": {{"result": 1}}, "b": []}}\'',
    ),
    Entry(
        "forge",
        "shipped_numpy",
        "ships a numpy.py",
        "return x, x",
        files={"numpy.py": "raise SystemExit", "json.py": "raise SystemExit"},
    ),
    Entry(
        "forge",
        "shipped_framework",
        "ships conftest.py, tests/ and an autograder package",
        "return x, x",
        files={
            "conftest.py": "raise SystemExit",
            "sitecustomize.py": "raise SystemExit",
            "tests/relu_forward.py": "OK_FORMAT = False\nname = 'relu_forward'\n",
            "autograder/__init__.py": "",
            "autograder/checks/__init__.py": "case = 1",
        },
    ),
    Entry(
        "forge",
        "equals_everything",
        "returns an object that equals everything",
        "class Yes(np.ndarray):\n    def __eq__(self, other): return True\n"
        "    def __sub__(self, other): return np.zeros(self.shape)\n    __rsub__ = __sub__\n"
        "return np.zeros_like(x).view(Yes), x",
    ),
    Entry(
        "forge",
        "class_lies",
        "returns an object that says it is an array",
        "class Lie:\n    __class__ = np.ndarray\n    shape, dtype, nbytes = x.shape, x.dtype, 8\n"
        "return Lie(), x",
    ),
    Entry(
        "forge",
        "array_protocol",
        "returns an object with an array interface",
        "class Lie:\n    def __array__(self, *a, **k): return np.maximum(0, x)\nreturn Lie(), x",
    ),
    Entry("forge", "masked", "masks every element", "return np.ma.masked_all(x.shape), x"),
    Entry(
        "forge",
        "wire_garbage",
        "writes garbage to the grader's socket",
        "import os\nfor fd in range(3, 64):\n    try:\n        os.write(fd, b'\\xff' * 4096)\n"
        "    except OSError:\n        pass\nreturn x, x",
    ),
    Entry(
        "forge",
        "wire_forged",
        "writes a forged answer before its own",
        "import os, json, struct\nh = json.dumps({{'m': {{'result': True, 'changes': []}}, 'b': []}}).encode()\n"
        "for fd in range(3, 64):\n    try:\n        os.write(fd, struct.pack('>II', len(h), 0) + h)\n"
        "    except OSError:\n        pass\nreturn x, x",
    ),
    Entry(
        "forge",
        "wire_huge",
        "announces a message of 4 GB",
        "import os, struct\nfor fd in range(3, 64):\n    try:\n        os.write(fd, struct.pack('>II', 100, 2**32 - 1))\n"
        "    except OSError:\n        pass\nreturn x, x",
    ),
    Entry(
        "forge",
        "wire_nested",
        "sends a message nested 100,000 deep",
        "import os, struct\nh = b'[' * 100000\nfor fd in range(3, 64):\n    try:\n"
        "        os.write(fd, struct.pack('>II', len(h), 0) + h)\n    except OSError:\n        pass\nreturn x, x",
    ),
    Entry(
        "forge",
        "layers_claimed",
        "reports an import of its own making",
        "return x, x",
        "import os, json, struct\nh = json.dumps({{'m': {{'modules': 7, 'protections': ['perfect']}}, 'b': []}}).encode()\n"
        "for fd in range(3, 64):\n    try:\n        os.write(fd, struct.pack('>II', len(h), 0) + h)\n"
        "    except OSError:\n        pass",
        others="lost",
    ),
    Entry(
        "forge",
        "gradient_forged",
        "freezes near its first input so that no gradient looks right",
        "if not hasattr(relu_forward, 'first'):\n    relu_forward.first = x.copy()\n"
        "if x.shape == relu_forward.first.shape and np.allclose(x, relu_forward.first, atol=1e-2):\n"
        "    return np.maximum(0, relu_forward.first), x\nreturn np.maximum(0, x), x",
        "def relu_backward(dout, cache):\n    return 0 * dout\n",
        own="full",
    ),
    Entry(
        "forge",
        "in_place",
        "overwrites its arguments with its own answer",
        "x[...] = 0\nreturn x, x",
    ),
    Entry(
        "forge",
        "otter_log",
        "ships a .OTTER_LOG that runs code",
        "return x, x",
        files={".OTTER_LOG": b"\x80\x04cos\nsystem\n(S'touch /tmp/LEFTOVER_MARK'\ntR."},
    ),
    Entry(
        "forge",
        "otter_patched",
        "replaces Otter's classes",
        "return x, x",
        "import sys, types\nfor name in ('otter', 'otter.test_files'):\n    sys.modules[name] = types.ModuleType(name)",
    ),
    Entry(
        "forge",
        "second_call",
        "answers rightly only the first time",
        "relu_forward.n = getattr(relu_forward, 'n', 0) + 1\n"
        "return (np.maximum(0, x), x) if relu_forward.n == 1 else (x, x)",
    ),
]

OUTLIVE = [
    Entry(
        "outlive",
        "signals_by_ioctl",
        "has a signal sent to the grader through its own socket",
        "import fcntl, os, struct\nfor fd in range(3, 64):\n    for request in (0x8901, 0x8902):\n"
        "        try:\n            fcntl.ioctl(fd, request, struct.pack('i', {grader}))\n"
        "            fcntl.fcntl(fd, fcntl.F_SETFL, os.O_ASYNC)\n        except OSError:\n"
        "            pass\nreturn x, x",
    ),
    Entry(
        "outlive",
        "daemon",
        "forks a daemon twice into a session of its own",
        "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        time.sleep(600)\n"
        "    os._exit(0)\nreturn x, x",
    ),
    Entry(
        "outlive",
        "subprocess",
        "starts a program",
        "import subprocess\n"
        "subprocess.Popen(['sleep', '600'], start_new_session=True)\nreturn x, x",
    ),
    Entry(
        "outlive",
        "thread",
        "starts a thread that goes on",
        "import threading, time\n"
        "threading.Thread(target=time.sleep, args=(600,), daemon=True).start()\nreturn x, x",
    ),
    Entry(
        "outlive",
        "multiprocessing",
        "starts a pool",
        "import multiprocessing\nmultiprocessing.Pool(2).map(abs, [1, 2])\nreturn x, x",
    ),
    Entry(
        "outlive",
        "listener",
        "listens on a port",
        "import socket\ns = socket.socket()\ns.bind(('127.0.0.1', 0))\ns.listen()\nreturn x, x",
    ),
    Entry(
        "outlive",
        "connects",
        "connects to a port outside",
        "import socket\n"
        "socket.create_connection(('127.0.0.1', {port}), 1).sendall(b'x')\nreturn x, x",
    ),
    Entry(
        "outlive",
        "kills_all",
        "signals every process",
        "import os, signal\n"
        "try:\n    os.kill(-1, signal.SIGKILL)\nexcept OSError:\n    pass\nreturn x, x",
    ),
    Entry(
        "outlive",
        "kills_grader",
        "kills the grader",
        "import os, signal\nfor pid in ({grader}, os.getppid()):\n"
        "    try:\n        os.kill(pid, signal.SIGKILL)\n    except OSError:\n        pass\nreturn x, x",
    ),
    Entry(
        "outlive",
        "signals_by_file",
        "has a signal sent to the grader through a pipe",
        "import fcntl, os, signal\nr, w = os.pipe()\ntry:\n    fcntl.fcntl(r, 10, signal.SIGKILL)\n"
        "    fcntl.fcntl(r, fcntl.F_SETOWN, {grader})\n    fcntl.fcntl(r, fcntl.F_SETFL, os.O_ASYNC)\n"
        "    os.write(w, b'x')\nexcept OSError:\n    pass\nreturn x, x",
    ),
    Entry(
        "outlive",
        "execs",
        "becomes another program",
        "import os\nos.execv('/bin/sleep', ['sleep', '600'])",
    ),
    Entry(
        "outlive",
        "leftovers",
        "leaves files wherever it can",
        "for path in ('/tmp/LEFTOVER_MARK', '/var/tmp/LEFTOVER_MARK', '/dev/shm/LEFTOVER_MARK'):\n"
        "    try:\n        open(path, 'w').write('x')\n    except OSError:\n        pass\nreturn x, x",
    ),
    Entry(
        "outlive",
        "deep_leftovers",
        "leaves folders nested 2,000 deep, closed to itself",
        "import os\nfor i in range(2000):\n    os.mkdir('d')\n    os.chdir('d')\nreturn x, x",
    ),
    Entry(
        "outlive",
        "victim",
        "changes a file outside",
        "import os\nfor action in (\n"
        "    lambda: open('{victim}', 'w'), lambda: os.chmod('{victim}', 0o777),\n"
        "    lambda: os.unlink('{victim}'), lambda: os.truncate('{victim}', 0),\n"
        "    lambda: os.rename('{victim}', 'v'), lambda: os.utime('{victim}', (1, 1))):\n"
        "    try:\n        action()\n    except OSError:\n        pass\nreturn x, x",
    ),
]

OUTLIVE += [
    Entry(
        "outlive",
        "attributes",
        "puts attributes and flags on a file outside that stay, by every call for it",
        "import ctypes, fcntl, os\nlibc = ctypes.CDLL(None)\nname = b'{victim}'\n"
        "fd = os.open(name, os.O_RDONLY) if os.access(name, os.R_OK) else -1\n"
        "libc.setxattr(name, b'user.left', b'x', 1, 0)\n"
        "libc.lsetxattr(name, b'user.left', b'x', 1, 0)\n"
        "libc.fsetxattr(fd, b'user.left', b'x', 1, 0)\n"
        "value = (ctypes.c_char_p * 2)(b'x', 1)\n"
        "libc.syscall(463, -100, name, 0, b'user.left', value, 16)\n"
        "flags = ctypes.create_string_buffer(b'\\x10' + bytes(63))\n"
        "libc.syscall(469, -100, name, flags, 24, 0)\n"
        "for request in (0x40086602, 0x401c5820):\n    libc.ioctl(fd, request, flags)\n"
        "return x, x",
    ),
    Entry(
        "outlive",
        "flags_of_its_own",
        "makes its own file one that nobody can remove",
        "import fcntl, os\nfor name in ('f', __file__):\n    try:\n"
        "        with open(name, 'a' if name == 'f' else 'r') as f:\n"
        "            fcntl.ioctl(f, 0x40086602, b'\\x30' + bytes(7))\n    except OSError:\n"
        "        pass\nreturn x, x",
    ),
    Entry(
        "outlive",
        "shared_memory",
        "leaves memory, messages and keys that outlive it",
        "import ctypes\nlibc = ctypes.CDLL(None)\n"
        "made = [libc.shmget(77, 4096, 0o1666), libc.msgget(77, 0o1666), libc.semget(77, 1, 0o1666)]\n"
        "made += [libc.memfd_create(b'left', 0), libc.syscall(248, b'user', b'left', b'x', 1, -4)]\n"
        "print('told', *made)\nreturn x, x",
        says="told -1 -1 -1 -1 -1",
    ),
    Entry(
        "outlive",
        "namespaces",
        "makes namespaces, mounts and roots of its own to become their root",
        "import ctypes\nlibc = ctypes.CDLL(None)\n"
        "made = [libc.unshare(0x10020000), libc.chroot(b'.'), libc.syscall(435, 0, 0)]\n"
        "made += [libc.mount(b'none', b'/tmp', b'tmpfs', 0, None), libc.umount2(b'/', 2)]\n"
        "print('told', *made)\nreturn x, x",
        says="told -1 -1 -1 -1 -1",
    ),
    Entry(
        "outlive",
        "locks",
        "locks what it can read, to be seen by other hand-ins",
        "import ctypes, fcntl, os\nlibc = ctypes.CDLL(None)\n"
        "for name in (os.__file__, __file__, '/dev/null'):\n    fd = os.open(name, os.O_RDONLY)\n"
        "    print('told', libc.flock(fd, 6), libc.fcntl(fd, 1024, 1), libc.fcntl(fd, 1033, 8))\n"
        "return x, x",
        says="told -1 -1 -1",
    ),
]


def hoarder(name: str, what: str, answer: str) -> Entry:
    """A hand-in every function of which gives the same large ``answer``, in every call."""
    return Entry(
        "exhaust",
        f"hoards_{name}",
        f"answers {what} every time",
        also=f"def hoard(*args, **kwargs):\n    return {answer}\n"
        "for name in list(globals()):\n    if name.endswith(('_forward', '_backward')):\n"
        "        globals()[name] = hoard",
        others="lost",
    )


EXHAUST = [
    Entry("exhaust", "loop", "loops for ever", "while True:\n    pass", says="took longer than"),
    Entry(
        "exhaust",
        "loop_swallowing",
        "loops and swallows every exception",
        "while True:\n    try:\n        pass\n    except BaseException:\n        pass",
        says="took longer than",
    ),
    Entry(
        "exhaust",
        "loop_in_c",
        "loops inside one call in C",
        "sum(range(10**14))\nreturn x, x",
        says="took longer than",
    ),
    Entry("exhaust", "sleep", "sleeps", "import time\ntime.sleep(600)", says="took longer than"),
    Entry(
        "exhaust",
        "loop_in_str",
        "loops in the text of its exception",
        "class E(Exception):\n    def __str__(self):\n        while True: pass\nraise E",
        says="took longer than",
    ),
    Entry(
        "exhaust",
        "loop_in_del",
        "loops in __del__",
        "class D:\n    def __del__(self):\n        while True: pass\nD()\nreturn x, x",
        says="took longer than",
    ),
    Entry(
        "exhaust",
        "loop_at_import",
        "loops at import",
        also="while True:\n    pass",
        others="lost",
        says="importing your code took longer than",
    ),
    Entry(
        "exhaust",
        "memory",
        "takes 8 GB",
        "y = np.ones(10**9)\nreturn x, x",
        says="used more memory than it may",
    ),
    Entry(
        "exhaust",
        "memory_bytes",
        "takes memory bit by bit",
        "keep = []\nwhile True:\n    keep.append(bytearray(10**7))",
        says="memory",
    ),
    Entry("exhaust", "recursion", "recurses without end", "return relu_forward(x)", says="deeply"),
    Entry(
        "exhaust",
        "recursion_deep",
        "recurses with the limit lifted",
        "import sys\nsys.setrecursionlimit(10**9)\ndef f(n): return f(n + 1)\nf(0)\nreturn x, x",
    ),
    Entry(
        "exhaust",
        "prints",
        "prints 100 MB",
        "for _ in range(1000):\n    print('x' * 100000)\nreturn x, x",
    ),
    Entry(
        "exhaust",
        "raw_output",
        "writes to the descriptors of output",
        "import os\nfor _ in range(1000):\n    os.write(1, b'x' * 10**6)\nreturn x, x",
    ),
    Entry(
        "exhaust",
        "huge_strided",
        "returns 8 PB in one element",
        "return np.broadcast_to(1.0, (10**8, 10**7)), x",
        says="more than can be graded",
    ),
    Entry(
        "exhaust",
        "huge_array",
        "returns 160 MB",
        "return np.zeros(2 * 10**7), x",
        says="more than can be graded",
    ),
    Entry("exhaust", "huge_list", "returns a list of a million", "return [0] * 10**6, x"),
    Entry(
        "exhaust",
        "nested",
        "returns a list nested 10,000 deep",
        "y = []\nfor _ in range(10000):\n    y = [y]\nreturn y, x",
    ),
    Entry(
        "exhaust",
        "disk",
        "fills the disk",
        "for i in range(200):\n    open(f'f{{i}}', 'wb').write(bytes(10**8))\nreturn x, x",
    ),
    Entry(
        "exhaust",
        "descriptors",
        "opens files without end",
        "keep = []\nwhile True:\n    keep.append(open('/dev/null'))",
    ),
    Entry("exhaust", "forks", "forks without end", "import os\nwhile True:\n    os.fork()"),
    hoarder("arrays", "15 MB", "(np.zeros(15 * 2**17), 0)"),
    hoarder("lists", "110,000 lists", "([[] for _ in range(110000)], 0)"),
    hoarder("dicts", "120,000 dicts", "([{{'a': {{}}}} for _ in range(60000)], 0)"),
    hoarder("sets", "20,000 sets", "([{{i}} for i in range(20000)], 0)"),
    hoarder("texts", "texts of a MB", "(['\\U0001f600' * 80000], 0)"),
    hoarder(
        "generators", "2,000 generators", "([np.random.default_rng(i) for i in range(2000)], 0)"
    ),
    hoarder("objects", "30,000 objects", "([object() for _ in range(30000)], 0)"),
    Entry(
        "exhaust", "cyclic", "returns a dict that holds itself", "d = {{}}\nd['d'] = d\nreturn d, x"
    ),
]

BREAK_OFF = [
    Entry("break off", "exit", "calls sys.exit", "import sys\nsys.exit(0)", says="exit()"),
    Entry(
        "break off",
        "hard_exit",
        "calls os._exit",
        "import os\nos._exit(0)",
        says="ended the program",
    ),
    Entry(
        "break off",
        "segfault",
        "reads address 0",
        "import ctypes\nctypes.string_at(0)",
        says="crashed",
    ),
    Entry("break off", "abort", "aborts", "import os\nos.abort()", says="crashed"),
    Entry(
        "break off",
        "base_exception",
        "raises a BaseException of its own",
        "class Gone(BaseException): pass\nraise Gone",
    ),
    Entry("break off", "interrupt", "raises KeyboardInterrupt", "raise KeyboardInterrupt"),
    Entry("break off", "signals_itself", "kills itself", "import os\nos.kill(os.getpid(), 9)"),
    Entry(
        "break off",
        "closes_files",
        "closes all descriptors",
        "import os\nos.closerange(0, 256)\nreturn x, x",
    ),
    Entry(
        "break off",
        "changes_folder",
        "changes and deletes its folder",
        "import os, shutil\nos.chdir('/')\nshutil.rmtree(os.path.dirname(__file__), ignore_errors=True)\n"
        + RIGHT,
        own="full",
    ),
    Entry(
        "break off",
        "reads_input",
        "asks for input",
        "input('?')\nreturn x, x",
        says="remove input()",
    ),
    Entry(
        "break off",
        "seterr",
        "makes NumPy raise",
        RIGHT,
        "np.seterr(all='raise')",
        own="full",
        others="any",
    ),
    Entry(
        "break off",
        "warnings",
        "turns warnings into errors",
        RIGHT,
        "import warnings\nwarnings.simplefilter('error')",
        own="full",
    ),
    Entry(
        "break off",
        "print_options",
        "changes print options",
        RIGHT,
        "np.set_printoptions(precision=1, threshold=2)",
        own="full",
    ),
    Entry(
        "break off",
        "reseeds",
        "reseeds the generators",
        RIGHT,
        "import random\nrandom.seed(0)\nnp.random.seed(0)",
        own="full",
    ),
    Entry(
        "break off",
        "exit_at_import",
        "ends the program at import",
        also="import os\nos._exit(0)",
        others="lost",
        says="importing your code",
    ),
    Entry(
        "break off",
        "sum_replaced",
        "gives Python's sum the name of NumPy's",
        RIGHT,
        "import builtins\nbuiltins.sum = np.sum",
        own="full",
    ),
    Entry(
        "break off",
        "builtins_replaced",
        "replaces built-in functions and types by what is none",
        RIGHT,
        "import builtins\n"
        "for name in ('bytearray', 'memoryview', 'vars', 'input'):\n"
        "    setattr(builtins, name, None)",
        own="full",
    ),
    Entry(
        "break off",
        "len_replaced",
        "replaces a built-in function that NumPy needs too",
        "return np.maximum(0, x[:len(x)]), x",
        "import builtins\ndef mine(x):\n    raise RuntimeError('mine')\nbuiltins.len = mine",
        others="any",
        says="Your code replaced builtins.len",
    ),
    Entry(
        "break off",
        "library_replaced",
        "replaces what the library has for JSON, texts of errors and warnings",
        RIGHT,
        "import json, traceback, contextlib, warnings, struct, socket\n"
        "json.dumps = json.loads = traceback.extract_tb = contextlib.redirect_stdout = None\n"
        "json.JSONEncoder = contextlib.nullcontext = struct.pack = None\n"
        "socket.socket.sendall = socket.socket.recv_into = None",
        own="full",
    ),
    Entry(
        "break off",
        "numpy_replaced",
        "replaces the type of arrays",
        RIGHT,
        "np.ndarray = np.frombuffer = np.generic = np.dtype = None",
        own="full",
    ),
    Entry(
        "break off",
        "stdout_closed",
        "closes its output",
        "import sys\nsys.stdout.close()\n" + RIGHT,
        own="full",
    ),
    Entry(
        "break off",
        "text_exits",
        "raises an exception each part of which ends the program",
        "class E(SyntaxError):\n    def __getattribute__(self, name):\n        raise SystemExit\n"
        "raise E",
    ),
    Entry(
        "break off",
        "stdout_replaced",
        "replaces and closes stdout",
        "import sys\nsys.stdout.close()\nsys.stdout = None\n" + RIGHT,
        own="any",
    ),
    Entry(
        "break off",
        "trace",
        "installs a tracer that raises",
        "import sys\nsys.settrace(lambda *a: 1 / 0)\nreturn x, x",
    ),
]

ODD = [
    Entry("odd answer", "nan", "returns NaN", "return x * np.nan, x", says="is nan at"),
    Entry("odd answer", "inf", "returns infinity", "return x * 0 + np.inf, x", says="is inf at"),
    Entry(
        "odd answer",
        "float32",
        "returns float32",
        "return np.maximum(0, x).astype('f4'), x",
        says="float32",
    ),
    Entry(
        "odd answer",
        "objects",
        "returns an object array",
        "return np.array([object()] * 3), x",
        says="should be",
    ),
    Entry("odd answer", "strings", "returns strings", "return x.astype(str), x"),
    Entry(
        "odd answer",
        "complex",
        "returns complex numbers",
        "return np.maximum(0, x) + 0j, x",
        says="complex128",
    ),
    Entry(
        "odd answer", "empty", "returns an empty array", "return np.zeros((0, 3)), x", says="shape"
    ),
    Entry(
        "odd answer", "list", "returns a list", "return np.maximum(0, x).tolist(), x", says="a list"
    ),
    Entry("odd answer", "none", "returns nothing", "np.maximum(0, x)", says="None"),
    Entry(
        "odd answer",
        "one",
        "returns the output alone",
        "return np.maximum(0, x)",
        says="(out, cache)",
    ),
    Entry("odd answer", "three", "returns three values", "return x, x, x", says="3 values"),
    Entry("odd answer", "generator", "yields", "yield np.maximum(0, x), x", says="generator"),
    Entry(
        "odd answer",
        "broadcast",
        "returns a shape that broadcasts",
        "return np.maximum(0, x)[:1], x",
        says="shape",
    ),
    Entry(
        "odd answer",
        "alias",
        "returns its argument, changed",
        "np.maximum(0, x, out=x)\nreturn x, x.copy()",
        own="full",
    ),
    Entry(
        "odd answer",
        "matrix",
        "returns a matrix",
        "return np.asmatrix(np.maximum(0, x)), x",
        own="any",
    ),
    Entry(
        "odd answer",
        "strided",
        "returns a view with negative strides",
        "return np.ascontiguousarray(np.maximum(0, x)[::-1])[::-1], x",
        own="full",
    ),
    Entry("odd answer", "dict", "returns a dict", "return {{'out': x}}, x", says="should be"),
]

CLUMSY = [
    Entry(
        "clumsy",
        "boilerplate",
        "sets up packages that are not there, and decorates with them",
        also="import matplotlib.pyplot as plt\nplt.rcParams['figure.figsize'] = (10, 8)\n"
        "import torch\ntorch.manual_seed(0)\nfrom numba import njit\n"
        "@njit\ndef relu_forward(x: np.ndarray | torch.Tensor):\n    return np.maximum(0, x), x\n"
        "display(3)",
        own="full",
    ),
    Entry(
        "clumsy",
        "syntax",
        "has a syntax error",
        also="def f(:\n    pass",
        others="lost",
        says="SyntaxError",
    ),
    Entry(
        "clumsy",
        "indentation",
        "is indented wrongly",
        also="def f():\nreturn 1",
        others="lost",
        says="IndentationError",
    ),
    Entry(
        "clumsy",
        "misspelt",
        "misspells a function",
        define="def relu_foward(x):",
        says="not defined",
    ),
    Entry(
        "clumsy",
        "signature",
        "has another signature",
        define="def relu_forward(x, alpha, beta):",
        says="does not take the arguments",
    ),
    Entry(
        "clumsy",
        "unused_import",
        "imports packages that are not there, and uses none",
        also="import torch.nn.functional as F\nfrom pyparsing import col\nimport matplotlib.pyplot",
        own="full",
    ),
    Entry(
        "clumsy",
        "torch",
        "uses a package that is not there",
        "return torch.relu(x), x",
        also="import torch",
        says="torch is not available here",
    ),
    Entry(
        "clumsy",
        "torch_class",
        "derives from a class of a package that is not there",
        also="import torch\nclass Net(torch.nn.Module):\n    pass",
        own="full",
    ),
    Entry(
        "clumsy",
        "optional_import",
        "uses a package where it is there",
        also="try:\n    import cupy as xp\nexcept ImportError:\n    import numpy as xp\n"
        "def relu_forward(x):\n    return xp.maximum(0, x), x",
        own="full",
    ),
    Entry(
        "clumsy", "prints", "prints while it works", "print('shape', x.shape)\n" + RIGHT, own="full"
    ),
    Entry(
        "clumsy",
        "main",
        "has a main part",
        RIGHT,
        "if __name__ == '__main__':\n    import sys\n    sys.exit(1)",
        own="full",
    ),
    Entry(
        "clumsy",
        "argparse",
        "parses a command line at import",
        also="import argparse\n"
        "p = argparse.ArgumentParser()\np.add_argument('data')\np.parse_args()",
        own="full",
    ),
    Entry(
        "clumsy",
        "trains",
        "trains at import",
        also="import time\ntime.sleep(600)",
        others="lost",
        says="importing your code took longer",
    ),
    Entry(
        "clumsy",
        "relative",
        "imports relatively",
        also="from .helpers import f",
        own="full",
    ),
    Entry(
        "clumsy",
        "data",
        "reads a data file that is not there",
        "np.load('data.npy')\nreturn x, x",
        says="FileNotFoundError",
    ),
    Entry(
        "clumsy",
        "helper",
        "has a helper module",
        "from helpers import positive\nreturn positive(x), x",
        files={"helpers.py": "def positive(x):\n    return x * (x > 0)\n"},
        own="full",
    ),
    Entry(
        "clumsy",
        "tabs",
        "mixes tabs and spaces",
        also="def f():\n        x = 1\n\treturn x",
        others="lost",
        says="tabs",
    ),
    Entry(
        "clumsy",
        "old",
        "uses what NumPy dropped",
        "return np.maximum(0, x).astype(np.int), x",
        says="AttributeError",
    ),
]


def hostile(
    name: str, tries: str, body: str, more: str = "", *, thing: str = "lost", thing_says: str = ""
) -> Entry:
    """A right hand-in but for ``Thing``, whose subclass has another ``body``."""
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    also = f"Whole = Thing\nclass Thing(Whole):\n{lines}\n{more}"
    return Entry("object", name, tries, also=also, own="full", thing=thing, thing_says=thing_says)


FORGE_REPLY = """
import json, os, struct
def forge(message):
    header = json.dumps({{"m": message, "b": []}}).encode()
    frame = struct.pack(">II", len(header), 0) + header
    for fd in range(3, 64):
        try:
            os.write(fd, frame)
        except OSError:
            pass
"""

OBJECTS = [
    hostile(
        "getattr_endless",
        "looks for an attribute forever",
        "def __getattribute__(self, name):\n    while True:\n        pass",
        thing_says="took longer than",
    ),
    hostile(
        "getattr_deep",
        "looks for an attribute in itself",
        "def __getattribute__(self, name):\n    return getattr(self, name)",
        thing_says="too deeply",
    ),
    hostile(
        "property_loops",
        "has a property that never ends",
        "value = property(lambda self: sum(0 for _ in iter(int, 1)), lambda self, v: None)",
        thing_says="took longer than",
    ),
    hostile(
        "operator_lies",
        "adds to a text of 10 MB",
        "def __add__(self, other):\n    return 'x' * 10**7",
        thing_says="more than can be graded",
    ),
    hostile(
        "operator_gives_up",
        "returns NotImplemented",
        "def __add__(self, other):\n    return NotImplemented",
        thing_says="unsupported operand",
    ),
    hostile(
        "equals_all",
        "is equal to everything",
        "def __eq__(self, other):\n    return True\n__hash__ = None",
    ),
    hostile(
        "equals_array",
        "compares to an array",
        "def __eq__(self, other):\n    return np.ones(3)\n__hash__ = None",
    ),
    hostile(
        "len_huge",
        "has 2**60 elements",
        "def __len__(self):\n    return 2**60",
        thing_says="gave what it cannot give",
    ),
    hostile("len_negative", "has -5 elements", "def __len__(self):\n    return -5"),
    hostile("bool_text", "is neither true nor false", "def __bool__(self):\n    return 'yes'"),
    hostile(
        "iter_endless",
        "gives items without end",
        "def __iter__(self):\n    while True:\n        yield 1.0",
        thing_says="took longer than",
    ),
    hostile(
        "iter_large",
        "gives 15 MB at a time without end",
        "def __iter__(self):\n    big = np.zeros(15 * 2**17)\n    while True:\n        yield big",
    ),
    hostile(
        "iter_lists",
        "gives 110,000 lists at a time without end",
        "def __iter__(self):\n    big = [[] for _ in range(110000)]\n    while True:\n        yield big",
    ),
    hostile(
        "iter_objects",
        "gives 30,000 objects at a time without end",
        "def __iter__(self):\n    while True:\n        yield [object() for _ in range(30000)]",
    ),
    hostile(
        "attribute_large",
        "has an attribute of 15 MB",
        "value = property(lambda self: np.zeros(15 * 2**17), lambda self, v: None)",
    ),
    hostile(
        "callback_large",
        "hands 15 MB to a function of the test without end",
        "def apply(self, function):\n    while True:\n        try:\n            function(np.zeros(15 * 2**17))\n        except Exception:\n            pass",
    ),
    hostile(
        "iter_raises",
        "ends the test's loop and the program",
        "def __iter__(self):\n    raise SystemExit",
    ),
    hostile(
        "stops_others",
        "raises StopIteration out of a call",
        "def apply(self, function):\n    raise StopIteration",
        thing_says="StopIteration",
    ),
    hostile(
        "class_lies",
        "says that it is a list",
        "@property\ndef __class__(self):\n    return list",
        thing="any",
    ),
    hostile(
        "class_exits",
        "ends the program where its class is asked for",
        "@property\ndef __class__(self):\n    import os\n    os._exit(3)",
        thing="any",
    ),
    hostile(
        "meta",
        "has a metaclass that lies and exits",
        "pass",
        "class Meta(type):\n    def __getattr__(cls, name):\n        raise SystemExit\n    def __instancecheck__(cls, one):\n        return True\n    def __eq__(cls, other):\n        raise SystemExit\n    __hash__ = type.__hash__\nclass Thing(Whole, metaclass=Meta):\n    pass",
        thing="any",
    ),
    hostile(
        "del_raises",
        "raises where it is forgotten",
        "def __del__(self):\n    raise SystemExit",
        thing="full",
    ),
    hostile(
        "del_endless",
        "does not end where it is forgotten",
        "def __del__(self):\n    while True:\n        pass",
        thing="any",
        thing_says="took longer than",
    ),
    hostile(
        "descriptor",
        "counts how often it is read",
        "class Count:\n    n = 0\n    def __get__(self, one, kind=None):\n        Count.n += 1\n        return 3.0 + (Count.n > 1)\n    def __set__(self, one, value):\n        pass\nvalue = Count()",
    ),
    hostile(
        "between_reads",
        "answers otherwise each time",
        "def __getattribute__(self, name):\n    import random\n    return random.random() if name == 'value' else object.__getattribute__(self, name)",
    ),
    hostile(
        "hash_collides",
        "has one hash beyond 64 bits",
        "def __hash__(self):\n    return 2**200",
        thing="any",
    ),
    hostile("hash_text", "has a text for a hash", "def __hash__(self):\n    return 'x'"),
    hostile(
        "repr_large",
        "has a text of 10 MB that spells its inputs",
        "def __repr__(self):\n    return f'{self.value}' * 10**6",
    ),
    hostile(
        "array_objects",
        "is an array of objects",
        "def __array__(self, dtype=None, copy=None):\n    return np.array([self, self], dtype=object)",
    ),
    hostile(
        "array_huge",
        "is an array of 1 TB",
        "def __array__(self, dtype=None, copy=None):\n    return np.broadcast_to(0.0, (2**37,))",
        thing_says="more than can be graded",
    ),
    hostile("float_huge", "is a float that overflows", "def __float__(self):\n    return 10**400"),
    hostile(
        "colliding_keys",
        "returns a dict whose keys have one hash",
        "def apply(self, function):\n    return {i * (2**61 - 1): 0 for i in range(1, 20000)}",
    ),
    hostile(
        "keys_that_walk",
        "returns a dict whose keys take each other's places",
        "def apply(self, function):\n    return {i << 20: 0 for i in range(20000)}",
    ),
    hostile(
        "many_masks",
        "makes 400 kinds of objects",
        "def __iter__(self):\n    from itertools import combinations\n    names = ['__len__', '__iter__', '__bool__', '__int__', '__float__', '__index__', '__call__', '__next__', '__enter__']\n    for n in range(10):\n        for chosen in combinations(names, n):\n            yield type('T', (), {{name: lambda self: 1 for name in chosen}})()",
    ),
    hostile(
        "forged_number",
        "sends a handle of another session",
        "def apply(self, function):\n    forge({{'result': {{'x': [10**30, 'list', 7]}}}})",
        FORGE_REPLY,
        thing_says="not an answer",
    ),
    hostile(
        "forged_other",
        "sends a handle that nobody gave out",
        "def apply(self, function):\n    forge({{'result': {{'x': [999, 'list', 7]}}}})",
        FORGE_REPLY,
    ),
    hostile(
        "forged_callback",
        "calls a function that nobody lent",
        "def apply(self, function):\n    forge({{'callback': 999, 'args': {{'t': []}}, 'kwargs': {{'d': []}}}})",
        FORGE_REPLY,
        thing_says="not an answer",
        thing="any",
    ),
    hostile(
        "forged_arguments",
        "calls with arguments that are none",
        "def apply(self, function):\n    forge({{'callback': 1, 'args': 7, 'kwargs': 7}})",
        FORGE_REPLY,
        thing_says="not an answer",
    ),
    hostile(
        "hammers",
        "calls a function of the test without end",
        "def apply(self, function):\n    while True:\n        function(2.0)",
        thing_says="took longer than",
    ),
    hostile(
        "deep",
        "has a function of the test call it again",
        "def __rmul__(self, other):\n    return self.kept(self)\ndef apply(self, function):\n    self.kept = function\n    return function(self)",
        thing_says="too deep",
    ),
    hostile(
        "bomb",
        "has a function of the test compute for years",
        "def apply(self, function):\n    return function(2**4000 + 1)",
        thing_says="far too long",
    ),
    hostile(
        "swallows",
        "hides that a function of the test failed",
        "def apply(self, function):\n    try:\n        function(-1.0)\n    except BaseException:\n        pass\n    return 27.0",
        thing_says="should be positive",
    ),
    hostile(
        "later",
        "calls a function of the test in a later case",
        "def apply(self, function):\n    global last\n    try:\n        return last(self.value)\n    except NameError:\n        last = function\n        return function(self.value)",
        thing="full",
    ),
]

IMAGES = [
    hostile(
        "picture_huge",
        "makes a picture of 12 MB",
        "def image(self):\n    return np.zeros((2000, 2000, 3), np.uint8)",
        thing="full",
    ),
    hostile(
        "picture_without_numbers",
        "makes a picture of what is not finite",
        "def image(self):\n    return np.array([[np.nan, np.inf, -np.inf, 1e308]])",
        thing="full",
    ),
    hostile(
        "picture_lies",
        "makes an object that says it is a picture",
        "shape, dtype, ndim = (3, 4), np.dtype(float), 2\n"
        "def image(self):\n    return self\n"
        "def __array__(self, *a, **k):\n    return np.full((3, 4), 0.5)",
    ),
    hostile(
        "picture_file",
        "makes a picture of a file that holds a script",
        "def image(self):\n"
        "    file = b'\\x89PNG\\r\\n\\x1a\\n<svg onload=alert(1)>' * 3\n"
        "    return np.frombuffer(file, np.uint8).reshape(3, -1)",
        thing="full",
    ),
    hostile(
        "picture_of_hidden",
        "makes a picture of the hidden inputs",
        "def image(self):\n    text = f'{{self.value}} LEAKS'.encode()\n"
        "    return np.frombuffer(text, np.uint8).reshape(1, -1)",
        thing="full",
    ),
]

ENTRIES = [*READING, *FORGE, *OUTLIVE, *EXHAUST, *BREAK_OFF, *ODD, *CLUMSY, *OBJECTS, *IMAGES]
