#!/usr/bin/env python3
"""Runs the program that NOTEJAM_CHROMIUM names, deaf to the kernel's events about network interfaces.

Chromium gives up connections and requests (net::ERR_NETWORK_CHANGED) whenever an interface of the machine gets or loses
an address, as one of each container does. It learns of that through an AF_NETLINK socket; without one it carries on and
takes the machine to be online (net/base/address_tracker_linux.cc, AbortAndForceOnline). A seccomp filter refuses such
sockets with EAFNOSUPPORT to the program and to all that it starts; see seccomp(2) and linux/filter.h for the constants.
"""

import ctypes
import errno
import os
import struct
import sys

PR_SET_NO_NEW_PRIVS = 38
PR_SET_SECCOMP = 22
SECCOMP_MODE_FILTER = 2
SECCOMP_RET_ALLOW = 0x7FFF0000
SECCOMP_RET_ERRNO = 0x00050000
AF_NETLINK = 16

# Of seccomp_data: the call's number, the architecture, the first argument.
CALL, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16
LOAD, JUMP_IF_EQUAL, RETURN = 0x20, 0x15, 0x06

# The architecture as audit(7) numbers it, and the number of socket(2).
SOCKET = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}


class Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


def refuse_netlink(architecture, socket):
    steps = [
        (LOAD, 0, 0, ARCHITECTURE),
        (JUMP_IF_EQUAL, 0, 4, architecture),
        (LOAD, 0, 0, CALL),
        (JUMP_IF_EQUAL, 0, 2, socket),
        (LOAD, 0, 0, FIRST_ARGUMENT),
        (JUMP_IF_EQUAL, 1, 0, AF_NETLINK),
        (RETURN, 0, 0, SECCOMP_RET_ALLOW),
        (RETURN, 0, 0, SECCOMP_RET_ERRNO | errno.EAFNOSUPPORT),
    ]
    code = b"".join(struct.pack("HBBI", *step) for step in steps)
    buffer = ctypes.create_string_buffer(code, len(code))
    program = Program(len(steps), ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    for arguments in ((PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0)):
        if libc.prctl(*arguments) != 0:
            sys.exit(f"without-network-events: prctl: {os.strerror(ctypes.get_errno())}")


if os.uname().machine in SOCKET:
    refuse_netlink(*SOCKET[os.uname().machine])
program = os.environ["NOTEJAM_CHROMIUM"]
os.execv(program, [program, *sys.argv[1:]])
