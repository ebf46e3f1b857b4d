"""The system calls that a hand-in's process may make, with their numbers on each machine.

Measured with strace over answers of the assignments, and by a test that compares what NumPy, Pillow
and Python's library do with files, clocks, pipes and signals with and without the filter; of each
call its older and newer forms are here too, since C libraries differ. Executed outside the package,
in the sandbox; standard library only.
"""

from __future__ import annotations

X86_64, AARCH64 = range(2)
"""Columns of the tables."""

ALLOWED: dict[str, tuple[int, int | None]] = {
    # memory, and locks in it
    "futex": (202, 98),
    "brk": (12, 214),
    "mmap": (9, 222),
    "munmap": (11, 215),
    "mprotect": (10, 226),
    "mremap": (25, 216),
    "madvise": (28, 233),
    "msync": (26, 227),
    # the hand-in's files, Python's, and those of the scratch folder
    "open": (2, None),
    "openat": (257, 56),
    "creat": (85, None),
    "close": (3, 57),
    "close_range": (436, 436),
    "read": (0, 63),
    "write": (1, 64),
    "readv": (19, 65),
    "writev": (20, 66),
    "pread64": (17, 67),
    "pwrite64": (18, 68),
    "preadv": (295, 69),
    "pwritev": (296, 70),
    "lseek": (8, 62),
    "sendfile": (40, 71),
    "copy_file_range": (326, 285),
    "stat": (4, None),
    "lstat": (6, None),
    "fstat": (5, 80),
    "newfstatat": (262, 79),
    "statx": (332, 291),
    "access": (21, None),
    "faccessat": (269, 48),
    "faccessat2": (439, 439),
    "readlink": (89, None),
    "readlinkat": (267, 78),
    "getdents": (78, None),
    "getdents64": (217, 61),
    "getcwd": (79, 17),
    "chdir": (80, 49),
    "fchdir": (81, 50),
    "mkdir": (83, None),
    "mkdirat": (258, 34),
    "rmdir": (84, None),
    "unlink": (87, None),
    "unlinkat": (263, 35),
    "rename": (82, None),
    "renameat": (264, 38),
    "renameat2": (316, 276),
    "symlink": (88, None),
    "symlinkat": (266, 36),
    "umask": (95, 166),
    "ftruncate": (77, 46),
    "fallocate": (285, 47),
    "fsync": (74, 82),
    "fdatasync": (75, 83),
    "dup": (32, 23),
    "dup2": (33, None),
    "dup3": (292, 24),
    "pipe": (22, None),
    "pipe2": (293, 59),
    # waiting
    "poll": (7, None),
    "ppoll": (271, 73),
    "select": (23, None),
    "pselect6": (270, 72),
    "epoll_create": (213, None),
    "epoll_create1": (291, 20),
    "epoll_ctl": (233, 21),
    "epoll_wait": (232, None),
    "epoll_pwait": (281, 22),
    "eventfd2": (290, 19),
    "nanosleep": (35, 101),
    "clock_nanosleep": (230, 115),
    "pause": (34, None),
    "restart_syscall": (219, 128),
    "wait4": (61, 260),
    # the wire
    "sendto": (44, 206),
    "recvfrom": (45, 207),
    # the clock
    "time": (201, None),
    "gettimeofday": (96, 169),
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
    "times": (100, 153),
    "getrusage": (98, 165),
    "alarm": (37, None),
    "getitimer": (36, 102),
    "setitimer": (38, 103),
    # signals that it handles itself
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "rt_sigpending": (127, 136),
    "rt_sigsuspend": (130, 133),
    "rt_sigtimedwait": (128, 137),
    "sigaltstack": (131, 132),
    # what it is, and on what
    "getpid": (39, 172),
    "getppid": (110, 173),
    "gettid": (186, 178),
    "getuid": (102, 174),
    "geteuid": (107, 175),
    "getgid": (104, 176),
    "getegid": (108, 177),
    "getresuid": (118, 148),
    "getresgid": (120, 150),
    "getgroups": (115, 158),
    "uname": (63, 160),
    "sysinfo": (99, 179),
    "getrlimit": (97, 163),
    "getrandom": (318, 278),
    "getcpu": (309, 168),
    "sched_yield": (24, 124),
    "sched_getaffinity": (204, 123),
    # its end
    "exit": (60, 93),
    "exit_group": (231, 94),
}
"""Name -> its numbers, None where a machine does not have it."""

OWN_LIMITS = (302, 261)
"""prlimit64, which is allowed on the process itself: its first argument is 0."""
FILE_CONTROL, FILE_COMMANDS = (72, 25), (0, 1, 2, 3, 4, 1030)
"""fcntl, with F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL and F_DUPFD_CLOEXEC: no locks, and no
signals to other processes by way of a file."""
DEVICE_CONTROL, DEVICE_REQUESTS = (
    (16, 29),
    (0x5401, 0x802C542A, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451),
)
"""ioctl, with TCGETS and TCGETS2 (is it a terminal?), TIOCGWINSZ (how wide?), FIONREAD, FIONBIO,
FIONCLEX and FIOCLEX: neither flags of files nor signals."""
FALL_BACK = (435,)
"""clone3: without it the C library takes clone, which is refused in words."""
KNOWN_NUMBERS = {X86_64: ((0, 334), (424, 469)), AARCH64: ((0, 243), (260, 294), (424, 469))}
"""The numbers that Linux 6.17 knows, first and last: what is not needed of them is refused, what
is not known is answered as by a kernel that does not have it either."""
